"""The names of characters in HTML. What each stands for is in the engine's table, which html.unescape() uses too."""

from _html import _named

__all__ = ["html5", "name2codepoint", "codepoint2name", "entitydefs"]

# The names of HTML 4.
_html4 = """
AElig Aacute Acirc Agrave Alpha Aring Atilde Auml Beta Ccedil Chi Dagger Delta ETH Eacute Ecirc Egrave Epsilon Eta Euml Gamma
Iacute Icirc Igrave Iota Iuml Kappa Lambda Mu Ntilde Nu OElig Oacute Ocirc Ograve Omega Omicron Oslash Otilde Ouml Phi Pi Prime
Psi Rho Scaron Sigma THORN Tau Theta Uacute Ucirc Ugrave Upsilon Uuml Xi Yacute Yuml Zeta aacute acirc acute aelig agrave
alefsym alpha amp and ang aring asymp atilde auml bdquo beta brvbar bull cap ccedil cedil cent chi circ clubs cong copy crarr
cup curren dArr dagger darr deg delta diams divide eacute ecirc egrave empty emsp ensp epsilon equiv eta eth euml euro exist
fnof forall frac12 frac14 frac34 frasl gamma ge gt hArr harr hearts hellip iacute icirc iexcl igrave image infin int iota iquest
isin iuml kappa lArr lambda lang laquo larr lceil ldquo le lfloor lowast loz lrm lsaquo lsquo lt macr mdash micro middot minus
mu nabla nbsp ndash ne ni not notin nsub ntilde nu oacute ocirc oelig ograve oline omega omicron oplus or ordf ordm oslash
otilde otimes ouml para part permil perp phi pi piv plusmn pound prime prod prop psi quot rArr radic rang raquo rarr rceil rdquo
real reg rfloor rho rlm rsaquo rsquo sbquo scaron sdot sect shy sigma sigmaf sim spades sub sube sum sup sup1 sup2 sup3 supe
szlig tau there4 theta thetasym thinsp thorn tilde times trade uArr uacute uarr ucirc ugrave uml upsih upsilon uuml weierp xi
yacute yen yuml zeta zwj zwnj
"""

# What HTML 5 adds.
_added = """
Abreve abreve ac acd acE Acy acy af Afr afr aleph Amacr amacr amalg AMP And andand andd andslope andv ange angle angmsd angmsdaa
angmsdab angmsdac angmsdad angmsdae angmsdaf angmsdag angmsdah angrt angrtvb angrtvbd angsph angst angzarr Aogon aogon Aopf aopf
ap apacir apE ape apid apos ApplyFunction approx approxeq Ascr ascr Assign ast asympeq awconint awint backcong backepsilon
backprime backsim backsimeq Backslash Barv barvee Barwed barwed barwedge bbrk bbrktbrk bcong Bcy bcy becaus Because because
bemptyv bepsi bernou Bernoullis beth between Bfr bfr bigcap bigcirc bigcup bigodot bigoplus bigotimes bigsqcup bigstar
bigtriangledown bigtriangleup biguplus bigvee bigwedge bkarow blacklozenge blacksquare blacktriangle blacktriangledown
blacktriangleleft blacktriangleright blank blk12 blk14 blk34 block bne bnequiv bNot bnot Bopf bopf bot bottom bowtie boxbox
boxDL boxDl boxdL boxdl boxDR boxDr boxdR boxdr boxH boxh boxHD boxHd boxhD boxhd boxHU boxHu boxhU boxhu boxminus boxplus
boxtimes boxUL boxUl boxuL boxul boxUR boxUr boxuR boxur boxV boxv boxVH boxVh boxvH boxvh boxVL boxVl boxvL boxvl boxVR boxVr
boxvR boxvr bprime Breve breve Bscr bscr bsemi bsim bsime bsol bsolb bsolhsub bullet bump bumpE bumpe Bumpeq bumpeq Cacute
cacute Cap capand capbrcup capcap capcup capdot CapitalDifferentialD caps caret caron Cayleys ccaps Ccaron ccaron Ccirc ccirc
Cconint ccups ccupssm Cdot cdot Cedilla cemptyv CenterDot centerdot Cfr cfr CHcy chcy check checkmark cir circeq circlearrowleft
circlearrowright circledast circledcirc circleddash CircleDot circledR circledS CircleMinus CirclePlus CircleTimes cirE cire
cirfnint cirmid cirscir ClockwiseContourIntegral CloseCurlyDoubleQuote CloseCurlyQuote clubsuit Colon colon Colone colone
coloneq comma commat comp compfn complement complexes congdot Congruent Conint conint ContourIntegral Copf copf coprod Coproduct
COPY copysr CounterClockwiseContourIntegral Cross cross Cscr cscr csub csube csup csupe ctdot cudarrl cudarrr cuepr cuesc cularr
cularrp Cup cupbrcap CupCap cupcap cupcup cupdot cupor cups curarr curarrm curlyeqprec curlyeqsucc curlyvee curlywedge
curvearrowleft curvearrowright cuvee cuwed cwconint cwint cylcty daleth Darr dash Dashv dashv dbkarow dblac Dcaron dcaron Dcy
dcy DD dd ddagger ddarr DDotrahd ddotseq Del demptyv dfisht Dfr dfr dHar dharl dharr DiacriticalAcute DiacriticalDot
DiacriticalDoubleAcute DiacriticalGrave DiacriticalTilde diam Diamond diamond diamondsuit die DifferentialD digamma disin div
divideontimes divonx DJcy djcy dlcorn dlcrop dollar Dopf dopf Dot dot DotDot doteq doteqdot DotEqual dotminus dotplus dotsquare
doublebarwedge DoubleContourIntegral DoubleDot DoubleDownArrow DoubleLeftArrow DoubleLeftRightArrow DoubleLeftTee
DoubleLongLeftArrow DoubleLongLeftRightArrow DoubleLongRightArrow DoubleRightArrow DoubleRightTee DoubleUpArrow
DoubleUpDownArrow DoubleVerticalBar DownArrow Downarrow downarrow DownArrowBar DownArrowUpArrow DownBreve downdownarrows
downharpoonleft downharpoonright DownLeftRightVector DownLeftTeeVector DownLeftVector DownLeftVectorBar DownRightTeeVector
DownRightVector DownRightVectorBar DownTee DownTeeArrow drbkarow drcorn drcrop Dscr dscr DScy dscy dsol Dstrok dstrok dtdot dtri
dtrif duarr duhar dwangle DZcy dzcy dzigrarr easter Ecaron ecaron ecir ecolon Ecy ecy eDDot Edot eDot edot ee efDot Efr efr eg
egs egsdot el Element elinters ell els elsdot Emacr emacr emptyset EmptySmallSquare emptyv EmptyVerySmallSquare emsp13 emsp14
ENG eng Eogon eogon Eopf eopf epar eparsl eplus epsi epsiv eqcirc eqcolon eqsim eqslantgtr eqslantless Equal equals EqualTilde
equest Equilibrium equivDD eqvparsl erarr erDot Escr escr esdot Esim esim excl Exists expectation ExponentialE exponentiale
fallingdotseq Fcy fcy female ffilig fflig ffllig Ffr ffr filig FilledSmallSquare FilledVerySmallSquare fjlig flat fllig fltns
Fopf fopf ForAll fork forkv Fouriertrf fpartint frac13 frac15 frac16 frac18 frac23 frac25 frac35 frac38 frac45 frac56 frac58
frac78 frown Fscr fscr gacute Gammad gammad gap Gbreve gbreve Gcedil Gcirc gcirc Gcy gcy Gdot gdot gE gEl gel geq geqq geqslant
ges gescc gesdot gesdoto gesdotol gesl gesles Gfr gfr Gg gg ggg gimel GJcy gjcy gl gla glE glj gnap gnapprox gnE gne gneq gneqq
gnsim Gopf gopf grave GreaterEqual GreaterEqualLess GreaterFullEqual GreaterGreater GreaterLess GreaterSlantEqual GreaterTilde
Gscr gscr gsim gsime gsiml GT Gt gtcc gtcir gtdot gtlPar gtquest gtrapprox gtrarr gtrdot gtreqless gtreqqless gtrless gtrsim
gvertneqq gvnE Hacek hairsp half hamilt HARDcy hardcy harrcir harrw Hat hbar Hcirc hcirc heartsuit hercon Hfr hfr HilbertSpace
hksearow hkswarow hoarr homtht hookleftarrow hookrightarrow Hopf hopf horbar HorizontalLine Hscr hscr hslash Hstrok hstrok
HumpDownHump HumpEqual hybull hyphen ic Icy icy Idot IEcy iecy iff Ifr ifr ii iiiint iiint iinfin iiota IJlig ijlig Im Imacr
imacr ImaginaryI imagline imagpart imath imof imped Implies in incare infintie inodot Int intcal integers Integral intercal
Intersection intlarhk intprod InvisibleComma InvisibleTimes IOcy iocy Iogon iogon Iopf iopf iprod Iscr iscr isindot isinE isins
isinsv isinv it Itilde itilde Iukcy iukcy Jcirc jcirc Jcy jcy Jfr jfr jmath Jopf jopf Jscr jscr Jsercy jsercy Jukcy jukcy kappav
Kcedil kcedil Kcy kcy Kfr kfr kgreen KHcy khcy KJcy kjcy Kopf kopf Kscr kscr lAarr Lacute lacute laemptyv lagran Lang langd
langle lap Laplacetrf Larr larrb larrbfs larrfs larrhk larrlp larrpl larrsim larrtl lat lAtail latail late lates lBarr lbarr
lbbrk lbrace lbrack lbrke lbrksld lbrkslu Lcaron lcaron Lcedil lcedil lcub Lcy lcy ldca ldquor ldrdhar ldrushar ldsh lE
LeftAngleBracket LeftArrow Leftarrow leftarrow LeftArrowBar LeftArrowRightArrow leftarrowtail LeftCeiling LeftDoubleBracket
LeftDownTeeVector LeftDownVector LeftDownVectorBar LeftFloor leftharpoondown leftharpoonup leftleftarrows LeftRightArrow
Leftrightarrow leftrightarrow leftrightarrows leftrightharpoons leftrightsquigarrow LeftRightVector LeftTee LeftTeeArrow
LeftTeeVector leftthreetimes LeftTriangle LeftTriangleBar LeftTriangleEqual LeftUpDownVector LeftUpTeeVector LeftUpVector
LeftUpVectorBar LeftVector LeftVectorBar lEg leg leq leqq leqslant les lescc lesdot lesdoto lesdotor lesg lesges lessapprox
lessdot lesseqgtr lesseqqgtr LessEqualGreater LessFullEqual LessGreater lessgtr LessLess lesssim LessSlantEqual LessTilde lfisht
Lfr lfr lg lgE lHar lhard lharu lharul lhblk LJcy ljcy Ll ll llarr llcorner Lleftarrow llhard lltri Lmidot lmidot lmoust
lmoustache lnap lnapprox lnE lne lneq lneqq lnsim loang loarr lobrk LongLeftArrow Longleftarrow longleftarrow LongLeftRightArrow
Longleftrightarrow longleftrightarrow longmapsto LongRightArrow Longrightarrow longrightarrow looparrowleft looparrowright lopar
Lopf lopf loplus lotimes lowbar LowerLeftArrow LowerRightArrow lozenge lozf lpar lparlt lrarr lrcorner lrhar lrhard lrtri Lscr
lscr Lsh lsh lsim lsime lsimg lsqb lsquor Lstrok lstrok LT Lt ltcc ltcir ltdot lthree ltimes ltlarr ltquest ltri ltrie ltrif
ltrPar lurdshar luruhar lvertneqq lvnE male malt maltese Map map mapsto mapstodown mapstoleft mapstoup marker mcomma Mcy mcy
mDDot measuredangle MediumSpace Mellintrf Mfr mfr mho mid midast midcir minusb minusd minusdu MinusPlus mlcp mldr mnplus models
Mopf mopf mp Mscr mscr mstpos multimap mumap Nacute nacute nang nap napE napid napos napprox natur natural naturals nbump nbumpe
ncap Ncaron ncaron Ncedil ncedil ncong ncongdot ncup Ncy ncy nearhk neArr nearr nearrow nedot NegativeMediumSpace
NegativeThickSpace NegativeThinSpace NegativeVeryThinSpace nequiv nesear nesim NestedGreaterGreater NestedLessLess NewLine
nexist nexists Nfr nfr ngE nge ngeq ngeqq ngeqslant nges nGg ngsim nGt ngt ngtr nGtv nhArr nharr nhpar nis nisd niv NJcy njcy
nlArr nlarr nldr nlE nle nLeftarrow nleftarrow nLeftrightarrow nleftrightarrow nleq nleqq nleqslant nles nless nLl nlsim nLt nlt
nltri nltrie nLtv nmid NoBreak NonBreakingSpace Nopf nopf Not NotCongruent NotCupCap NotDoubleVerticalBar NotElement NotEqual
NotEqualTilde NotExists NotGreater NotGreaterEqual NotGreaterFullEqual NotGreaterGreater NotGreaterLess NotGreaterSlantEqual
NotGreaterTilde NotHumpDownHump NotHumpEqual notindot notinE notinva notinvb notinvc NotLeftTriangle NotLeftTriangleBar
NotLeftTriangleEqual NotLess NotLessEqual NotLessGreater NotLessLess NotLessSlantEqual NotLessTilde NotNestedGreaterGreater
NotNestedLessLess notni notniva notnivb notnivc NotPrecedes NotPrecedesEqual NotPrecedesSlantEqual NotReverseElement
NotRightTriangle NotRightTriangleBar NotRightTriangleEqual NotSquareSubset NotSquareSubsetEqual NotSquareSuperset
NotSquareSupersetEqual NotSubset NotSubsetEqual NotSucceeds NotSucceedsEqual NotSucceedsSlantEqual NotSucceedsTilde NotSuperset
NotSupersetEqual NotTilde NotTildeEqual NotTildeFullEqual NotTildeTilde NotVerticalBar npar nparallel nparsl npart npolint npr
nprcue npre nprec npreceq nrArr nrarr nrarrc nrarrw nRightarrow nrightarrow nrtri nrtrie nsc nsccue nsce Nscr nscr nshortmid
nshortparallel nsim nsime nsimeq nsmid nspar nsqsube nsqsupe nsubE nsube nsubset nsubseteq nsubseteqq nsucc nsucceq nsup nsupE
nsupe nsupset nsupseteq nsupseteqq ntgl ntlg ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq num numero numsp nvap
nVDash nVdash nvDash nvdash nvge nvgt nvHarr nvinfin nvlArr nvle nvlt nvltrie nvrArr nvrtrie nvsim nwarhk nwArr nwarr nwarrow
nwnear oast ocir Ocy ocy odash Odblac odblac odiv odot odsold ofcir Ofr ofr ogon ogt ohbar ohm oint olarr olcir olcross olt
Omacr omacr omid ominus Oopf oopf opar OpenCurlyDoubleQuote OpenCurlyQuote operp Or orarr ord order orderof origof oror orslope
orv oS Oscr oscr osol Otimes otimesas ovbar OverBar OverBrace OverBracket OverParenthesis par parallel parsim parsl PartialD Pcy
pcy percnt period pertenk Pfr pfr phiv phmmat phone pitchfork planck planckh plankv plus plusacir plusb pluscir plusdo plusdu
pluse PlusMinus plussim plustwo pm Poincareplane pointint Popf popf Pr pr prap prcue prE pre prec precapprox preccurlyeq
Precedes PrecedesEqual PrecedesSlantEqual PrecedesTilde preceq precnapprox precneqq precnsim precsim primes prnap prnE prnsim
Product profalar profline profsurf Proportion Proportional propto prsim prurel Pscr pscr puncsp Qfr qfr qint Qopf qopf qprime
Qscr qscr quaternions quatint quest questeq QUOT rAarr race Racute racute raemptyv Rang rangd range rangle Rarr rarrap rarrb
rarrbfs rarrc rarrfs rarrhk rarrlp rarrpl rarrsim Rarrtl rarrtl rarrw rAtail ratail ratio rationals RBarr rBarr rbarr rbbrk
rbrace rbrack rbrke rbrksld rbrkslu Rcaron rcaron Rcedil rcedil rcub Rcy rcy rdca rdldhar rdquor rdsh Re realine realpart reals
rect REG ReverseElement ReverseEquilibrium ReverseUpEquilibrium rfisht Rfr rfr rHar rhard rharu rharul rhov RightAngleBracket
RightArrow Rightarrow rightarrow RightArrowBar RightArrowLeftArrow rightarrowtail RightCeiling RightDoubleBracket
RightDownTeeVector RightDownVector RightDownVectorBar RightFloor rightharpoondown rightharpoonup rightleftarrows
rightleftharpoons rightrightarrows rightsquigarrow RightTee RightTeeArrow RightTeeVector rightthreetimes RightTriangle
RightTriangleBar RightTriangleEqual RightUpDownVector RightUpTeeVector RightUpVector RightUpVectorBar RightVector RightVectorBar
ring risingdotseq rlarr rlhar rmoust rmoustache rnmid roang roarr robrk ropar Ropf ropf roplus rotimes RoundImplies rpar rpargt
rppolint rrarr Rrightarrow Rscr rscr Rsh rsh rsqb rsquor rthree rtimes rtri rtrie rtrif rtriltri RuleDelayed ruluhar rx Sacute
sacute Sc sc scap sccue scE sce Scedil scedil Scirc scirc scnap scnE scnsim scpolint scsim Scy scy sdotb sdote searhk seArr
searr searrow semi seswar setminus setmn sext Sfr sfr sfrown sharp SHCHcy shchcy SHcy shcy ShortDownArrow ShortLeftArrow
shortmid shortparallel ShortRightArrow ShortUpArrow sigmav simdot sime simeq simg simgE siml simlE simne simplus simrarr slarr
SmallCircle smallsetminus smashp smeparsl smid smile smt smte smtes SOFTcy softcy sol solb solbar Sopf sopf spadesuit spar sqcap
sqcaps sqcup sqcups Sqrt sqsub sqsube sqsubset sqsubseteq sqsup sqsupe sqsupset sqsupseteq squ Square square SquareIntersection
SquareSubset SquareSubsetEqual SquareSuperset SquareSupersetEqual SquareUnion squarf squf srarr Sscr sscr ssetmn ssmile sstarf
Star star starf straightepsilon straightphi strns Sub subdot subE subedot submult subnE subne subplus subrarr Subset subset
subseteq subseteqq SubsetEqual subsetneq subsetneqq subsim subsub subsup succ succapprox succcurlyeq Succeeds SucceedsEqual
SucceedsSlantEqual SucceedsTilde succeq succnapprox succneqq succnsim succsim SuchThat Sum sung Sup supdot supdsub supE supedot
Superset SupersetEqual suphsol suphsub suplarr supmult supnE supne supplus Supset supset supseteq supseteqq supsetneq supsetneqq
supsim supsub supsup swarhk swArr swarr swarrow swnwar Tab target tbrk Tcaron tcaron Tcedil tcedil Tcy tcy tdot telrec Tfr tfr
Therefore therefore thetav thickapprox thicksim ThickSpace ThinSpace thkap thksim Tilde TildeEqual TildeFullEqual TildeTilde
timesb timesbar timesd tint toea top topbot topcir Topf topf topfork tosa tprime TRADE triangle triangledown triangleleft
trianglelefteq triangleq triangleright trianglerighteq tridot trie triminus TripleDot triplus trisb tritime trpezium Tscr tscr
TScy tscy TSHcy tshcy Tstrok tstrok twixt twoheadleftarrow twoheadrightarrow Uarr Uarrocir Ubrcy ubrcy Ubreve ubreve Ucy ucy
udarr Udblac udblac udhar ufisht Ufr ufr uHar uharl uharr uhblk ulcorn ulcorner ulcrop ultri Umacr umacr UnderBar UnderBrace
UnderBracket UnderParenthesis Union UnionPlus Uogon uogon Uopf uopf UpArrow Uparrow uparrow UpArrowBar UpArrowDownArrow
UpDownArrow Updownarrow updownarrow UpEquilibrium upharpoonleft upharpoonright uplus UpperLeftArrow UpperRightArrow Upsi upsi
UpTee UpTeeArrow upuparrows urcorn urcorner urcrop Uring uring urtri Uscr uscr utdot Utilde utilde utri utrif uuarr uwangle
vangrt varepsilon varkappa varnothing varphi varpi varpropto vArr varr varrho varsigma varsubsetneq varsubsetneqq varsupsetneq
varsupsetneqq vartheta vartriangleleft vartriangleright Vbar vBar vBarv Vcy vcy VDash Vdash vDash vdash Vdashl Vee vee veebar
veeeq vellip Verbar verbar Vert vert VerticalBar VerticalLine VerticalSeparator VerticalTilde VeryThinSpace Vfr vfr vltri vnsub
vnsup Vopf vopf vprop vrtri Vscr vscr vsubnE vsubne vsupnE vsupne Vvdash vzigzag Wcirc wcirc wedbar Wedge wedge wedgeq Wfr wfr
Wopf wopf wp wr wreath Wscr wscr xcap xcirc xcup xdtri Xfr xfr xhArr xharr xlArr xlarr xmap xnis xodot Xopf xopf xoplus xotime
xrArr xrarr Xscr xscr xsqcup xuplus xutri xvee xwedge YAcy yacy Ycirc ycirc Ycy ycy Yfr yfr YIcy yicy Yopf yopf Yscr yscr YUcy
yucy Zacute zacute Zcaron zcaron Zcy zcy Zdot zdot zeetrf ZeroWidthSpace Zfr zfr ZHcy zhcy zigrarr Zopf zopf Zscr zscr
"""

name2codepoint = {name: ord(_named(name + ";")) for name in _html4.split()}
name2codepoint.update(lang=0x2329, rang=0x232A)  # HTML 5 has others

codepoint2name = {code: name for name, code in name2codepoint.items()}

entitydefs = {name: chr(code) for name, code in name2codepoint.items()}

# Names that browsers take without a semicolon.
_bare = {name for name, code in name2codepoint.items() if code < 256} | {"AMP", "COPY", "GT", "LT", "QUOT", "REG"}

_names = [name + ";" for name in (_html4 + _added).split()]
html5 = {name: _named(name) for name in sorted([*_names, *_bare], key=lambda name: (name.lower(), name))}
