// 1 mistake: line 5
$version: "2.0"


structure Vehicle {
    plate: String
}
