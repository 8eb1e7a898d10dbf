// 1 mistake: line 7
$version: "2.0"

namespace com.acme.games

intEnum Level {
    EASY
    MEDIUM
    HARD
}
