# Somebody was called away in the middle of a line. What can be read is read all the same.
import arcpy

gates = r"..\ToolData\gates.csv"
def count(gates:
    return arcpy.management.GetCount(gates)
