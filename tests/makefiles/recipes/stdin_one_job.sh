# SPDX-License-Identifier: Apache-2.0
# Of jobs that run at once one has the input.
makefile <<'END'
all: a b
a b: ; @read line || line=nothing; echo "$$line" >$@
END
echo words >input
make -j2 a b <input 2>&1
cat a b | sort
make -f - <<'END'
all: ; @read line || line=nothing; echo "$$line"
END

: <<'EXPECT'
nothing
words
nothing
EXPECT
