// 1 mistake: line 6
$version: "2.0"

namespace com.acme.school

@tags("internal")
structure Timetable {}
