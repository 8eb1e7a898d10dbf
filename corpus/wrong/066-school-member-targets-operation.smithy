// 1 mistake: line 7
$version: "2.0"

namespace com.acme.school

structure Lesson {
    start: BeginLesson
}

operation BeginLesson {}
