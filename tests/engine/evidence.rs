//! The evidence behind references that stand in a toolbox.
//!
//! In: an example with a toolbox. Out: the steps and what is written instead.
//! Never repeats what the examples of the rules show.

use crate::scan;

#[test]
fn a_parameter_tells_its_tool_its_name_its_value_and_what_is_written_instead() {
    let report = scan(
        "#- Yard.atbx (toolbox)\ntool Clip\nparameter zones DEFeatureClass = e:/Shared/zones.csv\nlink clip.py\n\
         #- clip.py\nimport arcpy\nimport os\nname = os.path.basename(arcpy.GetParameterAsText(0))\n\
         #- e:/Shared/zones.csv\n#- allow root: e:/\n",
    );
    let at = report.data.iter().position(|row| row.path == "e:/Shared/zones.csv").unwrap();
    let reference = &report.evidence.data[at].references[0];
    assert_eq!(reference.script, None);
    assert_eq!(reference.key.rule, "parameter");
    assert_eq!(reference.steps, ["Tool Clip", "Parameter zones", "Value e:/Shared/zones.csv", "The parameter's default"]);
    assert_eq!(reference.rewritten.as_deref(), Some(r"..\..\..\..\cd\e\Shared\zones.csv"));
}

#[test]
fn a_text_in_a_model_tells_the_model_and_that_it_is_not_certain() {
    let report = scan("#- Yard.atbx (toolbox)\nmodel Yearly\nvalue DEFile = in/lanes.csv\n#- in/lanes.csv\n");
    let reference = &report.evidence.data[0].references[0];
    assert_eq!((reference.script, reference.key.rule.as_str(), reference.rewritten.as_deref()), (None, "document", None));
    assert_eq!(reference.key.script, "Yard.atbx/Yearly.tool/tool.model");
    let unsure = "Found in the model, not certain: it may be an output";
    assert_eq!(reference.steps, ["Model Yearly", "Text in/lanes.csv", unsure]);
}

#[test]
fn an_embedded_script_shows_its_edits_in_its_own_text() {
    let report = scan(
        "#- Yard.atbx (toolbox)\ntool Clip\nscript\n    zones = r'e:\\Shared\\zones.csv'\n#- e:/Shared/zones.csv\n#- allow root: e:/\n",
    );
    let script = &report.evidence.scripts[0];
    let edit = script.edits.iter().find(|edit| edit.span.start < edit.span.end).unwrap();
    assert_eq!(edit.span.of(&script.text), r"r'e:\Shared\zones.csv'");
    assert!(edit.text.contains("packageWorkspace") && !script.is_certain);
}

#[test]
fn the_order_of_decisions_changes_nothing() {
    let story = |decisions: [&str; 3]| {
        scan(&format!(
            "#- count.py\na = 'in'\nb = 'in/a.csv'\nc = r'e:\\Shared\\b.csv'\n#- in/a.csv\n#- e:/Shared/b.csv\n#- allow root: e:/\n{}",
            decisions.map(|decision| format!("#- {decision}\n")).concat()
        ))
    };
    let decisions = ["exclude: in/a.csv", "include: in", "in data store: e:/Shared/b.csv"];
    let told = |report: waybill::publication::Report| {
        (serde_json::to_string(&report).unwrap(), format!("{:?} {:?} {:?}", report.evidence, report.findings, report.layout))
    };
    let [first, second, third] = decisions;
    let expected = told(story(decisions));
    assert!(expected.0.contains("excluded") && expected.0.contains("data_store"), "{}", expected.0);
    assert_eq!(told(story([third, first, second])), expected);
    assert_eq!(told(story([second, third, first])), expected);
}
