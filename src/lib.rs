//! Waybill shows what will travel to ArcGIS Server with Python script tools, and why.

pub mod disk;
pub mod geodata;
pub mod python;
pub mod text;
