"""Looks the yard over. A tool of Yard Tools.atbx points to this script, so paths start in this folder."""
import json
import os
import sys

import arcpy
import requests

# One folder up, then down again: the package keeps these places, so nothing has to change.
ROADS = "../ToolData/roads.shp"

# A settings file may name data too. ArcGIS never looks into it.
with open(os.path.join(sys.path[0], "settings.json"), encoding="utf-8") as file:
    settings = json.load(file)

gates = arcpy.management.GetCount(settings["gates"])
arcpy.AddMessage("{} roads, {} gates".format(arcpy.management.GetCount(ROADS), gates))
arcpy.AddMessage(requests.get(settings["weather"]).text)
