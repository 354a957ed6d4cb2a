//! What the type ids of `GDB_Items` stand for.
//!
//! In: a type id. Out: the [`Kind`] of a dataset.
//! Never reads `GDB_ItemTypes`: the ids are the same in every geodatabase, and that table may be damaged.

use crate::geodata::Kind;

/// `None` for what is no dataset: folders, the workspace, domains.
pub(super) fn kind_of(type_id: u128) -> Option<Kind> {
    Some(match type_id {
        0xf3783e6f_65ca_4514_8315_ce3985dad3b1 // Folder
        | 0xc673fe0f_7280_404f_8532_20755dd8fc06 // Workspace
        | 0xc29da988_8c3e_45f7_8b5c_18e51ee7beb4 // Range domain
        | 0x8c368b12_a12e_4c7e_9638_c9c64e69e98f // Coded value domain
        => return None,
        0x74737149_dcb5_4257_8904_b9724e32a530 => Kind::FeatureDataset,
        0x70737809_852c_4a03_9e22_2cecea5b9bfa => Kind::FeatureClass,
        0xcd06bc3b_789d_4c51_aafa_a467912b8965 => Kind::Table,
        0xb606a7e1_fa5b_439c_849c_6e9c2481537b => Kind::RelationshipClass,
        0x5ed667a3_9ca9_44a2_8029_d95bf23704b9 // Raster dataset
        | 0x35b601f7_45ce_4aff_adb7_7702d3839b12 // Raster catalog
        => Kind::Raster,
        0xf8413dcb_2248_4935_bfe9_315f397e5110 => Kind::Mosaic,
        0x7771fc7d_a38b_4fd3_8225_639d17e9a131 // Network dataset
        | 0x73718a66_afb9_4b88_a551_cffa0ae12620 // Geometric network
        | 0x37672bd2_b9f3_48c1_89b5_8c43bbbb6d57 // Utility network
        | 0x60ea40cf_2667_45e2_bdff_7f6892538fe8 // Trace network
        => Kind::Network,
        0x767152d3_ed66_4325_8774_420d46674e07 => Kind::Topology,
        0xdb1b697a_3bb6_426a_98a2_6ee7a4c6aed3 => Kind::Toolbox,
        // Terrain, parcel fabric, representation class, schematic dataset, and what later releases add.
        _ => Kind::Other,
    })
}

/// True for kinds that describe how other datasets belong together.
pub(super) fn is_tie(kind: Kind) -> bool {
    matches!(kind, Kind::RelationshipClass | Kind::Network | Kind::Topology)
}
