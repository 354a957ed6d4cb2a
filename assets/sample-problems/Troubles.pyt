# -*- coding: utf-8 -*-
"""Everything that can go wrong on the way to the server, one line each.

Nothing here can be written to a package as it stands. Each comment says what Waybill should tell
you about the line under it, and the repair.
"""
import os
import sys

import arcpy
import fcntl  # a module of other systems: the server's Python cannot have it
import ortools  # not on the server: it is to be installed there
import urllib2  # a module of Python 2's library

# Modules in this folder are found through sys.path, so the folder travels, but without its subfolders.
sys.path.append("Shared")

import tariffs  # a file in the folder: it travels
import dispatch  # a package in a subfolder: it would stay behind. Take it along.


class Toolbox(object):
    def __init__(self):
        self.label = "Troubles"
        self.alias = "troubles"
        self.tools = [Lose_Data]


# ArcGIS refuses a tool class whose name has an underscore.
class Lose_Data(object):
    def __init__(self):
        self.label = "Lose data"

    def getParameterInfo(self):
        return []

    def execute(self, parameters, messages):
        # The backslash and the t are one tab. Write r"ToolData\tariffs.csv".
        tariffs_table = "ToolData\tariffs.csv"
        # This lies outside the opened folder: confirm the place before it travels.
        stops = "../sample/ToolData/stock.csv"
        # The geodatabase is there, but it has no such dataset.
        streets = r"..\sample\ToolData\SanFrancisco.gdb\Streets_2019"
        # The server starts in another folder.
        here = os.getcwd() + "/ToolData/lanes.csv"
        # Nobody is signed in on the server.
        profile = r"C:\Users\ann\Documents\ArcGIS\Default.gdb"
        # There is no open project on the server.
        project = arcpy.mp.ArcGISProject("CURRENT")
        messages.addMessage(str([tariffs_table, stops, streets, here, profile, project]))
        messages.addMessage(tariffs.price() + dispatch.lorry())
