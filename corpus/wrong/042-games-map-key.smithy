// 1 mistake: line 7
$version: "2.0"

namespace com.acme.games

map ScoreByPlayer {
    key: Player
    value: Integer
}

structure Player {
    name: String
}
