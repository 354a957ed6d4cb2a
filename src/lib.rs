//! Waybill shows what will travel to ArcGIS Server with Python script tools, and why.

pub mod text;
pub mod disk;
pub mod python;
pub mod modules;
pub mod geodata;
pub mod environment;
pub mod toolbox;
pub mod discovery;
pub mod consolidation;
pub mod layout;
pub mod target;
pub mod message;
pub mod publication;
