# SPDX-License-Identifier: Apache-2.0
# -t graph prints the graph for Graphviz.
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
build b c: cp a | x || y
build all: phony b
END
"$NINJA" -t graph all | awk -F'"' '
  /\[label/ && !/->/ { label[$2] = $4 }
  { line[NR] = $0 }
  END {
    for (i = 1; i <= NR; i++) {
      for (id in label) gsub(id, label[id], line[i])
      gsub(/0x[0-9a-f]+/, "second output", line[i])
      print line[i]
    }
  }' | LC_ALL=C sort

: <<'EXPECT'
"a" -> "cp" [arrowhead=none]
"a" [label="a"]
"all" [label="all"]
"b" -> "all" [label=" phony"]
"b" [label="b"]
"cp" -> "b"
"cp" -> "second output"
"cp" [label="cp", shape=ellipse]
"src" -> "a" [label=" cp"]
"src" [label="src"]
"x" -> "cp" [arrowhead=none]
"x" [label="x"]
"y" -> "cp" [arrowhead=none style=dotted]
"y" [label="y"]
digraph ninja {
edge [fontsize=10]
node [fontsize=10, shape=box, height=0.25]
rankdir="LR"
}
EXPECT
