# SPDX-License-Identifier: Apache-2.0
# -R takes the variables away and -r with them; -r leaves them.
makefile <<'END'
all: ; @echo [$(CC)] [$(RM)] [$(origin AR)] [$(SUFFIXES)] [$(MAKE)]
d/x.o: ; @echo $(@D) $(@F) $(*D) $(*F) [$(<D)]
END
run
run -r
run -R
run -R d/x.o

: <<'EXPECT'
$ make
[cc] [rm -f] [default] [.out .a .ln .o .c .cc .C .cpp .p .f .F .m .r .y .l .ym .yl .s .S .mod .sym .def .h .info .dvi .tex .texinfo .texi .txinfo .w .ch .web .sh .elc .el] [make]
[exit 0]
$ make -r
[cc] [rm -f] [default] [] [make]
[exit 0]
$ make -R
[] [] [undefined] [] [make]
[exit 0]
$ make -R d/x.o
d x.o []
[exit 0]
EXPECT
