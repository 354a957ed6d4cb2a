# -*- coding: utf-8 -*-
"""The warehouse of a small port: which order goes out on which lorry, and what is left on the shelves.

Open this folder in Waybill to see what would travel to the server with these two tools. Each comment
below says what Waybill should tell you about the line under it.
"""
import csv
import json
import os

import arcpy
import numpy  # the server has it
from ortools.constraint_solver import pywrapcp  # the server does not: a step of the deployment plan

import opening_hours  # a module of ours: it travels, and what it names travels too
from routing import distance  # a package of ours, beside the toolbox

try:
    import rtree  # nice to have: without it the search is only slower
except ImportError:
    rtree = None

HERE = os.path.dirname(os.path.abspath(__file__))

# Two feature classes of one geodatabase. A geodatabase is copied whole, and once.
STREETS = r"ToolData\SanFrancisco.gdb\Streets"
STOPS = r"ToolData\SanFrancisco.gdb\Transit\Stops"

# A layer file. The data that it refers to is in the geodatabase above, so both find each other again.
LOOK = "ToolData/Warehouse.lyrx"

# Only the whole expression names a file that exists. The scan of ArcGIS would miss it.
ORDERS = "{}/ToolData/orders.csv".format(HERE)

# A drive of the author's machine. Where there is no drive e:, nothing can be said of it.
ARCHIVE = r"e:\Warehousing\Archive\orders_2019.csv"

# A share. A server is asked only if somebody names it.
SHARED = r"\\gis\warehouse\depots.shp"


class Toolbox(object):
    """What the publisher sees in the catalog."""

    def __init__(self):
        self.label = "Warehouse"
        self.alias = "warehouse"
        self.tools = [DeliverOrders, CountStock]


class DeliverOrders(object):
    """Puts every order on a lorry."""

    def __init__(self):
        self.label = "Deliver orders"
        self.description = "Assigns orders to lorries and draws their routes."

    def getParameterInfo(self):
        depots = arcpy.Parameter(
            displayName="Depots", name="depots", datatype="GPFeatureLayer", parameterType="Required", direction="Input"
        )
        # A default value is project data as well.
        depots.value = r"ToolData\SanFrancisco.gdb\Depots"
        lorries = arcpy.Parameter(
            displayName="Lorries", name="lorries", datatype="GPLong", parameterType="Optional", direction="Input"
        )
        lorries.value = 4
        routes = arcpy.Parameter(
            displayName="Routes", name="routes", datatype="GPFeatureLayer", parameterType="Derived", direction="Output"
        )
        return [depots, lorries, routes]

    def updateParameters(self, parameters):
        # Validation code runs on the server. The limits come from a file, so the file has to be there.
        with open(os.path.join(HERE, "ToolData/limits.json"), encoding="utf-8") as limits:
            parameters[1].value = min(parameters[1].value or 1, json.load(limits)["lorries"])

    def execute(self, parameters, messages):
        arcpy.env.workspace = r"ToolData\SanFrancisco.gdb"
        owners = int(arcpy.management.GetCount("Owners")[0])
        if not opening_hours.is_open(8):
            messages.addWarningMessage("The yard is closed; orders go out tomorrow")
        with open(ORDERS, newline="", encoding="utf-8") as table:
            orders = list(csv.DictReader(table))
        solver = pywrapcp.RoutingIndexManager(len(orders), parameters[1].value, 0)
        messages.addMessage("{} orders, {} owners, {}".format(len(orders), owners, solver))
        messages.addMessage(str(distance.between(STREETS, STOPS)))


class CountStock(object):
    """Says what is left on the shelves."""

    def __init__(self):
        self.label = "Count stock"
        self.description = "Adds up the shelves and writes the sheet for the morning."

    def getParameterInfo(self):
        return []

    def execute(self, parameters, messages):
        import pandas

        stock = pandas.read_csv("ToolData/stock.csv")
        # The word index is no path, but a folder of that name lies beside this toolbox: ArcGIS would replace the word.
        table = pandas.DataFrame.from_dict(stock.to_dict(), orient="index")
        # The folder's files travel; its subfolder drafts stays behind.
        sheets = os.listdir(os.path.join(HERE, "Templates"))
        # Written, never read: what the last run left here is no project data.
        with open("Reports/last_run.csv", "w", encoding="utf-8") as report:
            report.write(table.to_csv())
        messages.addMessage("{} sheets, {} shelves".format(len(sheets), numpy.size(table)))
