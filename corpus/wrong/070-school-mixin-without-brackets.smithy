// 1 mistake: line 11
$version: "2.0"

namespace com.acme.school

@mixin
structure Named {
    name: String
}

structure Pupil with Named {
    grade: Integer
}
