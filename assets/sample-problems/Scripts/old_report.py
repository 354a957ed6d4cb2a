# The report of 2012, in the Python of 2012: a server with ArcGIS Pro's runtime cannot run it.
import arcpy

gates = r"..\ToolData\gates.csv"
print "Gates are in", gates
