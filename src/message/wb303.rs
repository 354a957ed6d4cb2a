//! WB303: a tool's script is missing or cannot be read.
//!
//! In: the tool, the script as written and the reason. Out: the message with its words, what it blocks and its repair.
//! Never drops the tool.

use super::{Blocks, Code, Message, Severity};
use crate::text::same_name;

/// The code.
pub static CODE: Code = Code {
    name: "WB303",
    title: "A tool's script is missing or cannot be read",
    esri_code: Some("00069"),
    help: include_str!("../../assets/messages/WB303.md"),
};

/// A tool's script is missing or cannot be read.
pub fn message(tool: &str, written: &str, looked_for: &str, why: &str) -> Message {
    // A whole path is looked for as it is written.
    let text = if same_name(&written.replace('\\', "/"), looked_for) {
        format!("The tool {tool} runs {written}: {why}")
    } else {
        format!("The tool {tool} runs {written}, looked for as {looked_for}: {why}")
    };
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .with("tool", tool)
        .with("script", looked_for)
        .repair("Put the script there, correct the tool's script path, or do not publish the tool".to_owned())
}

/// A tool has no script, or its toolbox says too little of it.
pub fn nothing_to_run(tool: &str, why: &str) -> Message {
    Message::new(&CODE, Severity::Error, Blocks::Package, format!("The tool {tool} {why}, so it cannot run"))
        .with("tool", tool)
        .repair("Give the tool its script in ArcGIS Pro, or do not publish the tool".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_path_is_said_once() {
        let said = message("Clip", r"D:\Tools\clip.py", "d:/Tools/clip.py", "There is no such file").text;
        assert_eq!(said, r"The tool Clip runs D:\Tools\clip.py: There is no such file");
        let said = message("Clip", r"..\clip.py", "Tools/clip.py", "There is no such file").text;
        assert_eq!(said, r"The tool Clip runs ..\clip.py, looked for as Tools/clip.py: There is no such file");
    }
}
