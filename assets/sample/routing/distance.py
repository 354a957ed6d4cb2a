"""Distances along the streets."""
import arcpy

# Seen from this module's own folder, not from the toolbox's.
ELEVATION = "../ToolData/dem.tif"


def between(streets, stops):
    """How many stops lie how high above the first street."""
    height = arcpy.Raster(ELEVATION)
    return len(list(arcpy.da.SearchCursor(stops, ["OID@"]))), height.maximum, streets
