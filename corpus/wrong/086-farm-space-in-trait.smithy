// 1 mistake: line 6
$version: "2.0"

namespace com.acme.farm

@length (min: 1)
string CowName
