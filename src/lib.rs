//! Waybill shows what will travel to ArcGIS Server with Python script tools, and why.

pub mod disk;
pub mod environment;
pub mod geodata;
pub mod layout;
pub mod message;
pub mod modules;
pub mod package;
pub mod publication;
pub mod python;
pub mod target;
pub mod text;
pub mod toolbox;
