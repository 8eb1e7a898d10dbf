$version: "2"

metadata validators = [
    {
        name: "EmitEachSelector"
        configuration: {
            messageTemplate: "@{id}"
            selector: "$a(:root(*))$b(:root(*))$c(:root(*))$d(:root(*))$e(:root(*))$f(:root(*))$g(:root(*))$h(:root(*))$i(:root(*))$j(:root(*))$k(:root(*))$l(:root(*))$m(:root(*))$n(:root(*))$o(:root(*))$p(:root(*))$q(:root(*))$r(:root(*))$s(:root(*))$t(:root(*))$u(:root(*))$v(:root(*))$w(:root(*))$x(:root(*))$y(:root(*))$z(:root(*))$A(:root(*))$B(:root(*))$C(:root(*))$D(:root(*))$E(:root(*))$F(:root(*))$G(:root(*))$H(:root(*))$I(:root(*))$J(:root(*))$K(:root(*))$L(:root(*))$M(:root(*))$N(:root(*))$O(:root(*))$P(:root(*))$Q(:root(*))$R(:root(*))$S(:root(*))$T(:root(*))$U(:root(*))$V(:root(*))$W(:root(*))$X(:root(*))$Y(:root(*))$Z(:root(*))"
        }
    }
]

namespace example.weather

string Station
