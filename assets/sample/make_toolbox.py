"""Builds "Yard Tools.atbx": one tool whose script lies inside, one whose script lies in the folder Scripts.

Run it after a change here; the same text gives the same bytes.
"""
import json
import os
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))

PROJECT_LANES = '''"""Projects the lanes of the yard. This script lies inside the toolbox: paths start in the toolbox's folder."""
import os
import sys

import arcpy

lanes = arcpy.GetParameterAsText(0)
reference = arcpy.GetParameterAsText(1)
projections = os.path.join(sys.path[0], "Projections")
projection = os.path.join(projections, reference + ".prj")
arcpy.management.Project(lanes, r"memory\\lanes", arcpy.SpatialReference(projection))
arcpy.SetParameter(2, r"memory\\lanes")
'''

VALIDATION = '''import os
import sys

import arcpy


class ToolValidator:
    """Offers the approved projections. The folder is no parameter, but the server needs it: it travels."""

    def __init__(self):
        self.params = arcpy.GetParameterInfo()

    def initializeParameters(self):
        projections = os.path.join(sys.path[0], "Projections")
        names = sorted(name[:-4] for name in os.listdir(projections) if name.endswith(".prj"))
        self.params[1].filter.list = names
'''


def parameter(title, datatype, **more):
    return dict({"displayname": title, "datatype": {"type": datatype}}, **more)


def tool(title, description, params):
    content = {
        "type": "ScriptTool",
        "displayname": title,
        "description": description,
        "app_ver": "13.3",
        "product": "100",
        "params": params,
    }
    return json.dumps(content, indent=4)


STRINGS = json.dumps({"map": {}}, indent=4)
MEMBERS = [
    (
        "toolbox.content",
        json.dumps(
            {
                "version": "1.0",
                "alias": "yard",
                "displayname": "Yard Tools",
                "toolsets": {"<root>": {"tools": ["ProjectLanes", "InspectYard"]}},
            },
            indent=4,
        ),
    ),
    ("toolbox.content.rc", STRINGS),
    (
        "ProjectLanes.tool/tool.content",
        tool(
            "Project lanes",
            "Projects the lanes of the yard to one of the approved projections.",
            {
                "lanes": parameter("Lanes", "GPFeatureLayer"),
                "reference": parameter("Projection", "GPString"),
                "projected": parameter("Projected lanes", "GPFeatureLayer", type="derived", direction="out"),
            },
        ),
    ),
    ("ProjectLanes.tool/tool.content.rc", STRINGS),
    ("ProjectLanes.tool/tool.script.execute.py", PROJECT_LANES),
    ("ProjectLanes.tool/tool.script.validate.py", VALIDATION),
    ("InspectYard.tool/tool.content", tool("Inspect yard", "Looks the yard over.", "")),
    ("InspectYard.tool/tool.content.rc", STRINGS),
    ("InspectYard.tool/tool.script.execute.link", "..\\..\\Scripts\\inspect_yard.py"),
]

with zipfile.ZipFile(os.path.join(HERE, "Yard Tools.atbx"), "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in MEMBERS:
        member = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, text.encode("utf-8"))
