// 1 mistake: line 6
$version: "2.0"

namespace com.acme.video

@range(min: 100, max: 1)
integer Quality
