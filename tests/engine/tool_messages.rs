//! Messages about tools name the toolbox: two toolboxes may hold a tool of the same name.
//!
//! In: publications told by examples. Out: the named arguments of the messages.
//! Never looks at their words: the rules do.

use waybill::publication::Report;

use crate::scan;

/// `WB303 Box.atbx Clip` of each message that names a tool.
fn about_tools(report: &Report) -> Vec<String> {
    let about = |finding: &waybill::message::Message| {
        let tool = finding.arguments.get("tool")?;
        let toolbox = finding.arguments.get("toolbox").map_or("?", String::as_str);
        Some(format!("{} {toolbox} {tool}", finding.code.name))
    };
    report.findings.iter().filter_map(about).collect()
}

#[test]
fn each_message_about_a_tool_names_its_toolbox() {
    let report = scan(
        r#"
#- East.atbx (toolbox)
tool Clip
link ..\..\gone.py
tool Lock
member tool.script.execute.py
    00022e68a94c01bd
tool Chain
kind ModelTool
#- sub/West.atbx (toolbox)
tool Clip
link ..\..\lost.py
tool Level
member tool.script.execute.R
    x <- 1
tool Old
unlisted
script
    import arcpy
#- open: East.atbx
#- open: sub/West.atbx
"#,
    );
    let expected = [
        "WB303 East.atbx Clip",
        "WB303 sub/West.atbx Clip",
        "WB307 East.atbx Lock",
        "WB309 East.atbx Chain",
        "WB311 sub/West.atbx Level",
        "WB312 sub/West.atbx Old",
    ];
    let mut found = about_tools(&report);
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn of_two_tools_of_one_name_each_is_said_with_its_toolbox() {
    let report = scan(
        r#"
#- East.atbx (toolbox)
tool Clip
member tool.script.execute.py
    00022e68a94c01bd
#- sub/West.atbx (toolbox)
tool Clip
member tool.script.execute.py
    00022e68a94c01bd
tool Lock
member tool.script.execute.py
    00022e68a94c01bd
#- open: East.atbx
#- open: sub/West.atbx
"#,
    );
    let tail = "is protected and cannot be scanned: what it needs is not known";
    let said: Vec<&str> = report.messages.iter().map(|row| row.text.as_str()).collect();
    let expected = ["Clip of East.atbx", "Clip of sub/West.atbx", "Lock"];
    assert_eq!(said, expected.map(|tool| format!("A script of the tool {tool} {tail}")));
    assert_eq!(about_tools(&report), ["WB307 East.atbx Clip", "WB307 sub/West.atbx Clip", "WB307 sub/West.atbx Lock"]);
}
