// 1 mistake: line 6
$version: "2.0"

namespace com.acme.maps

operation FindPlace(FindPlaceInput) -> FindPlaceOutput

structure FindPlaceInput {}

structure FindPlaceOutput {}
