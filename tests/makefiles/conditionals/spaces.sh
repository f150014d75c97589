# SPDX-License-Identifier: Apache-2.0
# White space in conditions.
makefile <<'END'
A = x
ifeq ( $(A), x)
$(info leading)
endif
ifeq ($(A) ,x)
$(info trailing)
endif
ifeq (  $(A)  ,  x  )
$(info both)
endif
  ifeq "$(A)" "x"
  $(info indented)
  endif
ifeq ($(strip  $(A) ),x)# comment
$(info strip)
endif # comment
all: ; @:
END
run

: <<'EXPECT'
$ make
trailing
indented
strip
[exit 0]
EXPECT
