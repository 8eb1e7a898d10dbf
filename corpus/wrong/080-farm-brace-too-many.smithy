// 1 mistake: line 9
$version: "2.0"

namespace com.acme.farm

structure Cow {
    name: String
}
}

structure Barn {
    name: String
}
