// 1 mistake: line 6
$version: "2.0"

namespace com.acme.school

@references([{ resource: Pupil }])
structure Enrolment {
    topic: String
}

resource Student {
    identifiers: { pupilId: String }
}
