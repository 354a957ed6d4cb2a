//! Knows which parameters of ArcGIS' own tools are outputs.
//!
//! In: a function of arcpy as it is called. Out: what an argument of it is, by place or by name.
//! Never guesses: a tool that the table does not hold has inputs only.
//! Source: `assets/tools/output_parameters.tsv`, which says where its facts come from.

use std::cmp::Ordering;

const TABLE: &str = include_str!("../../assets/tools/output_parameters.tsv");

/// What an argument of a tool is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is read, or may be.
    Input,
    /// It is written: the parameter's name.
    Output(&'static str),
    /// It names a layer or view, which is no data on the disk.
    LayerName,
}

/// The outputs of one tool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outputs {
    /// `name:position` of each.
    list: &'static str,
    /// True for a function that returns its raster instead of writing it.
    returns_raster: bool,
}

impl Outputs {
    /// The outputs of a function by its name below `arcpy`: `Buffer_analysis`, `analysis.Buffer`, `gp.Buffer_analysis`.
    pub fn of(function: &str) -> Option<Self> {
        let (module, name) = function.rsplit_once('.').unwrap_or(("", function));
        if let Some((tool, toolbox)) = name.rsplit_once('_')
            && let Some(list) = row(tool, |known| same(known, toolbox))
        {
            return Some(Self { list, returns_raster: false });
        }
        let module = module.rsplit('.').next().unwrap_or_default();
        let list = match module {
            // Before arcpy, a tool could be called without its toolbox where no other has the name.
            "" | "gp" => row(name, |_| true),
            "ddd" => row(name, |known| known == "3d"),
            module => row(name, |known| same(known, module)),
        };
        list.map(|list| Self { list, returns_raster: matches!(module, "sa" | "ia") })
    }

    /// What the argument at this place or of this name is.
    pub fn role(self, place: Option<usize>, name: Option<&str>) -> Role {
        let mut earlier = 0;
        for output in self.list.split(' ') {
            let Some((written, position)) = output.split_once(':') else { continue };
            let known = written.trim_start_matches(['~', '*']);
            if self.returns_raster && written.starts_with('*') {
                earlier += 1;
                continue;
            }
            let stands_there = || position.parse::<usize>().is_ok_and(|position| Some(position - earlier.min(position)) == place);
            if name.map_or_else(stands_there, |name| same_parameter(known, name)) {
                return if written.starts_with('~') { Role::LayerName } else { Role::Output(known) };
            }
        }
        Role::Input
    }
}

/// Old scripts write tools and toolboxes in any case.
fn same(known: &str, written: &str) -> bool {
    known.eq_ignore_ascii_case(written)
}

/// The same parameter is `out_feature_class` in one release and `Output_Feature_Class` in another.
fn same_parameter(known: &str, written: &str) -> bool {
    letters(known).eq(letters(written))
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

/// The outputs of the tool of that name in the first toolbox that will do.
fn row(tool: &str, toolbox: impl Fn(&str) -> bool) -> Option<&'static str> {
    let mut rows = rows_from(tool).map_while(|line| {
        let mut columns = line.split('\t');
        let is_tool = columns.next().is_some_and(|known| same(known, tool));
        if is_tool { columns.next().zip(columns.next()) } else { None }
    });
    rows.find(|(known, _)| toolbox(known)).map(|(_, outputs)| outputs)
}

/// The lines of the table from the first that is not before `tool`.
fn rows_from(tool: &str) -> impl Iterator<Item = &'static str> {
    let (mut low, mut high) = (0, TABLE.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = TABLE.get(..middle).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let rest = TABLE.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        // What explains the table stands before all rows.
        if line.starts_with('#') || compare(line.split('\t').next().unwrap_or_default(), tool) == Ordering::Less {
            low = start + line.len() + 1;
        } else {
            high = start;
        }
    }
    TABLE.get(low..).unwrap_or_default().lines()
}

fn compare(known: &str, written: &str) -> Ordering {
    known.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(written.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<&'static str>> {
        TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
    }

    #[test]
    fn the_table_is_sorted_and_every_row_is_found() {
        let keys: Vec<_> = rows().iter().map(|row| (row[0].to_lowercase(), row[1].to_owned())).collect();
        assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
        for row in rows() {
            let &[tool, toolbox, list] = row.as_slice() else { panic!("{row:?}") };
            assert_eq!(Outputs::of(&format!("{tool}_{toolbox}")).map(|found| found.list), Some(list));
            for output in list.split(' ') {
                let (name, position) = output.split_once(':').unwrap();
                let name = name.trim_start_matches(['~', '*']);
                assert!(position.parse::<usize>().is_ok_and(|position| position < 64), "{row:?}");
                assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'), "{row:?}");
            }
        }
    }

    #[test]
    fn every_way_to_call_a_tool_leads_to_its_outputs() {
        for call in
            ["Buffer_analysis", "analysis.Buffer", "gp.Buffer_analysis", "gp.buffer_ANALYSIS", "sa.Buffer_analysis", "gp.Buffer"]
        {
            let outputs = Outputs::of(call).unwrap();
            assert_eq!(outputs.role(Some(1), None), Role::Output("out_feature_class"), "{call}");
            assert_eq!(outputs.role(None, Some("Out_Feature_Class")), Role::Output("out_feature_class"), "{call}");
            assert_eq!(outputs.role(Some(0), None), Role::Input, "{call}");
        }
        for call in ["AddField_management", "management.AddField", "Describe", "", "_", "zzz", "da.SearchCursor", "aaa"] {
            assert!(Outputs::of(call).is_none(), "{call}");
        }
    }

    #[test]
    fn a_function_of_arcpy_sa_returns_its_raster() {
        let role = |call: &str, place| Outputs::of(call).unwrap().role(Some(place), None);
        for call in ["Slope_3d", "Slope_sa", "gp.Slope_sa", "ddd.Slope"] {
            assert_eq!(role(call, 1), Role::Output("out_raster"), "{call}");
        }
        assert_eq!(role("sa.Slope", 1), Role::Input);
        assert_eq!(role("CostDistance_sa", 4), Role::Output("out_backlink_raster"));
        assert_eq!(role("sa.CostDistance", 3), Role::Output("out_backlink_raster"));
        assert_eq!(role("sa.ZonalStatisticsAsTable", 3), Role::Output("out_table"));
    }

    #[test]
    fn a_layer_is_no_data_on_the_disk() {
        assert_eq!(Outputs::of("MakeFeatureLayer_management").unwrap().role(Some(1), None), Role::LayerName);
        assert_eq!(Outputs::of("SaveToLayerFile_management").unwrap().role(Some(1), None), Role::Output("out_layer"));
    }
}
