"""Builds "Lost Tools.atbx": tools that point to scripts which are gone, old, or unfinished.

Run it after a change here; what it wrote is kept beside it.
"""
import json
import os
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
LINKS = {"Gone": "gone.py", "OldReport": "old_report.py", "Unfinished": "unfinished.py"}

STRINGS = json.dumps({"map": {}}, indent=4)
MEMBERS = [
    (
        "toolbox.content",
        json.dumps(
            {
                "version": "1.0",
                "alias": "lost",
                "displayname": "Lost Tools",
                "toolsets": {"<root>": {"tools": list(LINKS)}},
            },
            indent=4,
        ),
    ),
    ("toolbox.content.rc", STRINGS),
]
for name, script in LINKS.items():
    content = {"type": "ScriptTool", "displayname": name, "app_ver": "13.3", "product": "100", "params": ""}
    MEMBERS.append((name + ".tool/tool.content", json.dumps(content, indent=4)))
    MEMBERS.append((name + ".tool/tool.content.rc", STRINGS))
    MEMBERS.append((name + ".tool/tool.script.execute.link", "..\\..\\Scripts\\" + script))

with zipfile.ZipFile(os.path.join(HERE, "Lost Tools.atbx"), "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in MEMBERS:
        member = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, text.encode("utf-8"))
