// 1 mistake: line 8
$version: "2.0"

namespace com.acme.school

service School {
    version: "1"
    resources: [Lesson]
}

structure Lesson {
    topic: String
}
