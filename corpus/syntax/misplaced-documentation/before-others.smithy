/// Of a control statement.
$version: "2.0"

/// Of metadata.
metadata a = 1

/// Of a namespace.
namespace com.example

/// Of an import.
use smithy.api#String

string Name
