//! How the inspector is shown.
//!
//! In: changed by what is opened and typed in it. Out: plain values.
//! Never a decision: those belong to the publication.

/// How the inspector is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectorView {
    /// The item whose files are listed.
    pub files_of: Option<String>,
    /// A parameter's value that is being typed.
    pub draft: Option<Draft>,
    /// True where the window is so narrow that the inspector lies over the centre.
    pub is_overlay: bool,
    /// True while it does.
    pub is_over: bool,
}

/// A parameter's value that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// `TOOL.NAME`.
    pub parameter: String,
    /// The text so far.
    pub value: String,
}
