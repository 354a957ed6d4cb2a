//! WB102: the server was not asked.
//!
//! In: the quoted path and its server. Out: the message with its words, what it blocks and its repair.
//! Never contacts a server.

use super::{Blocks, Code, Fix, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB102",
    title: "The server was not asked",
    esri_code: None,
    help: include_str!("../../assets/messages/WB102.md"),
};

/// `quoted` names a server that nothing else names.
pub fn message(place: Place, quoted: &str, server: &str) -> Message {
    let text =
        format!("Unsure: {quoted} lies on the server {server}, which was not asked because no input and no data store names it");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("server", server)
        .fix(format!("Ask {server}"), Fix::AskServer { server: server.to_owned() })
}
