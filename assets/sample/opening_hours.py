"""When the yard is open. Imported by the toolbox, so it travels, and so does the table that it reads."""
import csv
import os

HOURS = os.path.join(os.path.dirname(__file__), "ToolData/hours.csv")


def is_open(hour):
    """True if the yard is open at this hour."""
    with open(HOURS, newline="", encoding="utf-8") as table:
        return any(int(row["from"]) <= hour < int(row["to"]) for row in csv.DictReader(table))
