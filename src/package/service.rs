//! The GPServer service as the Administrator API and publishing want it.
//!
//! In: the service's name, the packaged toolbox, the target, perhaps the JSON of a service that exists.
//! Out: the bare service object and the `{"folderName", "service"}` form.
//! Never drops a key of a service that exists, nor changes the order of its keys.

use serde_json::{Map, Value, json};

use super::{ExportError, ExportSettings};
use crate::target::{Os, Runtime, Target};

/// A service in both forms.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceJson {
    /// The bare object: the resource of the Administrator API.
    pub bare: Value,
    /// With its folder: what publishing takes.
    pub configuration: Value,
    /// The toolbox as the server will see it; empty where no toolbox is published.
    pub toolbox: String,
}

/// Writes a new service, or patches the one that was given.
///
/// # Errors
/// [`ExportError::ServiceJson`] where what was given is no service.
pub fn service_json(
    settings: &ExportSettings,
    target: Option<&Target>,
    toolbox: Option<&str>,
) -> Result<ServiceJson, ExportError> {
    let os = target.map_or(Os::Windows, |target| target.os);
    let directories = directories(settings, os);
    let toolbox = toolbox.map_or(String::new(), |toolbox| toolbox_path(&directories, &settings.service, toolbox, os));
    match &settings.service_json {
        Some(existing) => patched(existing, settings, toolbox),
        None => Ok(new_service(settings, target, &directories, toolbox)),
    }
}

fn directories(settings: &ExportSettings, os: Os) -> String {
    let default = match os {
        Os::Windows => r"C:\arcgisserver\directories",
        Os::Linux => "/arcgisserver/directories",
    };
    let given = settings.server_directories.as_deref().unwrap_or(default);
    given.trim_end_matches(['/', '\\']).to_owned()
}

/// Paths below the server's directories are spelled as its system spells them.
fn joined(folder: &str, names: &[&str], os: Os) -> String {
    let separator = match os {
        Os::Windows => "\\",
        Os::Linux => "/",
    };
    let mut path = folder.to_owned();
    for name in names.iter().flat_map(|name| name.split('/')) {
        path.push_str(separator);
        path.push_str(name);
    }
    path
}

fn toolbox_path(directories: &str, service: &str, toolbox: &str, os: Os) -> String {
    joined(directories, &["arcgissystem", "arcgisinput", &format!("{service}.GPServer"), "extracted", toolbox], os)
}

fn new_service(settings: &ExportSettings, target: Option<&Target>, directories: &str, toolbox: String) -> ServiceJson {
    let os = target.map_or(Os::Windows, |target| target.os);
    let provider = match target.map_or(Runtime::Pro, |target| target.runtime) {
        Runtime::Pro => "ArcObjects11",
        Runtime::ArcMap => "ArcObjects",
    };
    let mut properties = json!({
        "toolbox": toolbox,
        "executionType": "Asynchronous",
        "maximumRecords": "1000",
        "resultMapServer": "false",
        "showMessages": "None",
        "maxDomainCodeCount": "1000",
        "outputDir": joined(directories, &["arcgisoutput"], os),
        "virtualOutputDir": "/rest/directories/arcgisoutput",
        "jobsDirectory": joined(directories, &["arcgisjobs"], os),
        "jobsVirtualDirectory": "/rest/directories/arcgisjobs",
        "cacheDir": joined(directories, &["arcgiscache"], os),
    });
    if let (Some(environment), Some(map)) = (&settings.conda_environment, properties.as_object_mut()) {
        map.insert("condaEnvironmentPath".to_owned(), json!(environment));
    }
    let bare = json!({
        "serviceName": settings.service,
        "type": "GPServer",
        "description": "",
        "capabilities": "",
        "provider": provider,
        "clusterName": "default",
        "minInstancesPerNode": 1,
        "maxInstancesPerNode": 2,
        "instancesPerContainer": 1,
        "maxWaitTime": 60,
        "maxStartupTime": 300,
        "maxIdleTime": 1800,
        "maxUsageTime": 600,
        "loadBalancing": "ROUND_ROBIN",
        "isolationLevel": "HIGH",
        "configuredState": "STARTED",
        "recycleInterval": 24,
        "recycleStartTime": "00:00",
        "keepAliveInterval": 1800,
        "private": false,
        "isDefault": false,
        "maxUploadFileSize": 0,
        "allowedUploadFileTypes": "",
        "properties": properties,
        "portalProperties": { "isHosted": false, "portalItems": [] },
        "extensions": [],
        "frameworkProperties": {},
        "datasets": [],
    });
    let mut service = bare.clone();
    if let Some(map) = service.as_object_mut() {
        // Publishing writes this one number as a text.
        map.insert("recycleInterval".to_owned(), json!("24"));
    }
    ServiceJson { bare, configuration: json!({ "folderName": "", "service": service }), toolbox }
}

fn patched(existing: &Value, settings: &ExportSettings, toolbox: String) -> Result<ServiceJson, ExportError> {
    let wrong = |why| ExportError::ServiceJson { why };
    let outer = existing.as_object().ok_or(wrong("it is not an object"))?;
    let inner = match outer.get("service") {
        Some(service) => service.as_object().ok_or(wrong("its service is not an object"))?,
        None => outer,
    };
    let is_other = inner.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "GPServer");
    if is_other {
        return Err(wrong("its type is not GPServer"));
    }
    let mut bare = inner.clone();
    bare.insert("serviceName".to_owned(), json!(settings.service));
    bare.insert("type".to_owned(), json!("GPServer"));
    let properties = bare.entry("properties").or_insert_with(|| Value::Object(Map::new()));
    let properties = properties.as_object_mut().ok_or(wrong("its properties are not an object"))?;
    properties.insert("toolbox".to_owned(), json!(toolbox));
    if let Some(environment) = &settings.conda_environment {
        properties.insert("condaEnvironmentPath".to_owned(), json!(environment));
    }
    let bare = Value::Object(bare);
    let mut configuration = if outer.contains_key("service") { outer.clone() } else { Map::new() };
    configuration.entry("folderName").or_insert_with(|| json!(""));
    configuration.insert("service".to_owned(), bare.clone());
    Ok(ServiceJson { bare, configuration: Value::Object(configuration), toolbox })
}

/// JSON as it is written to a file.
pub fn to_bytes(value: &Value) -> Vec<u8> {
    // Writing a JSON value into memory cannot fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(os: Os, runtime: Runtime) -> Target {
        Target {
            release: "11.3".to_owned(),
            os,
            runtime,
            environment: crate::environment::Environment::default(),
            is_listing: false,
            alignment: crate::target::Certainty::Documented,
        }
    }

    fn settings() -> ExportSettings {
        ExportSettings { service: "Zones".to_owned(), ..ExportSettings::default() }
    }

    #[test]
    fn the_toolbox_is_named_as_the_servers_system_spells_it() {
        let windows = service_json(&settings(), Some(&target(Os::Windows, Runtime::Pro)), Some("p30/Port/Port.pyt")).unwrap();
        assert_eq!(
            windows.bare["properties"]["toolbox"],
            r"C:\arcgisserver\directories\arcgissystem\arcgisinput\Zones.GPServer\extracted\p30\Port\Port.pyt"
        );
        assert_eq!(windows.bare["provider"], "ArcObjects11");
        let given = ExportSettings { server_directories: Some("/data/gis/".to_owned()), ..settings() };
        let linux = service_json(&given, Some(&target(Os::Linux, Runtime::ArcMap)), Some("v101/Port/Port.tbx")).unwrap();
        assert_eq!(
            linux.bare["properties"]["toolbox"],
            "/data/gis/arcgissystem/arcgisinput/Zones.GPServer/extracted/v101/Port/Port.tbx"
        );
        assert_eq!(linux.bare["provider"], "ArcObjects");
        assert_eq!(linux.configuration["service"]["recycleInterval"], "24");
        assert_eq!(linux.bare["recycleInterval"], 24);
    }

    #[test]
    fn a_service_that_exists_keeps_its_unknown_keys_and_their_order() {
        let existing: Value = serde_json::from_str(
            r#"{"zebra": 1, "properties": {"userName": "u", "toolbox": "old", "showMessages": "INFO"}, "serviceName": "Old", "alpha": [null]}"#,
        )
        .unwrap();
        let asked = ExportSettings {
            service_json: Some(existing.clone()),
            conda_environment: Some("gis".to_owned()),
            server_directories: Some("D:/dirs".to_owned()),
            ..settings()
        };
        let bare = service_json(&asked, None, Some("p30/a.pyt")).unwrap();
        assert_eq!(
            bare.bare.to_string(),
            r#"{"zebra":1,"properties":{"userName":"u","toolbox":"D:/dirs\\arcgissystem\\arcgisinput\\Zones.GPServer\\extracted\\p30\\a.pyt","showMessages":"INFO","condaEnvironmentPath":"gis"},"serviceName":"Zones","alpha":[null],"type":"GPServer"}"#
        );
        let wrapped = ExportSettings { service_json: Some(json!({"folderName": "F", "more": 2, "service": existing})), ..asked };
        let wrapped = service_json(&wrapped, None, Some("p30/a.pyt")).unwrap();
        assert_eq!(wrapped.bare, bare.bare);
        assert_eq!(wrapped.configuration["folderName"], "F");
        assert_eq!(wrapped.configuration["more"], 2);
    }

    #[test]
    fn what_is_no_service_is_refused() {
        for wrong in [json!([]), json!({"service": 1}), json!({"properties": "x"}), json!({"type": "MapServer"})] {
            let asked = ExportSettings { service_json: Some(wrong), ..settings() };
            assert!(matches!(service_json(&asked, None, None), Err(ExportError::ServiceJson { .. })));
        }
    }
}
