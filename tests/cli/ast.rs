//! The model as JSON AST.

use super::*;

#[test]
fn the_model_goes_to_the_standard_output() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let done = folder.run(&["ast", "a.smithy"]).expect(0);
    let ast: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(ast["smithy"], "2.0");
    assert_eq!(ast["shapes"]["com.example#EchoService"]["type"], "service");
    assert!(ast["shapes"].get("smithy.api#String").is_none());
    assert_eq!(done.err, "");
    let with = folder
        .run(&["ast", "--include-prelude", "a.smithy"])
        .expect(0);
    let ast: serde_json::Value = serde_json::from_str(&with.out).unwrap();
    assert_eq!(ast["shapes"]["smithy.api#String"]["type"], "string");
    let again = folder.run(&["ast", "a.smithy"]);
    assert_eq!(again.out, done.out);
}
