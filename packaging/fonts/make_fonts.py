"""Bakes the fonts in assets/fonts: what egui cannot ask for while it draws (tabular figures, no ligatures).

Run in this folder: python3 make_fonts.py SYMBOLS
Needs fontTools, Debian's fonts-inter 4.0 beta 7 and fonts-jetbrains-mono 2.242, and Material Symbols Rounded:
SYMBOLS is MaterialSymbolsRounded-Regular without its ending (.ttf and .codepoints lie beside each other).
"""
import sys
SYMBOLS=sys.argv[1]
import subprocess,os
from fontTools.ttLib import TTFont
O='../../assets/fonts';os.makedirs(O,exist_ok=True)
UNI='U+0020-024F,U+0259,U+02BB-02DD,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F,U+2070-209C,U+20A0-20BF,U+2116,U+2122,U+2190-2199,U+21A9,U+21B5,U+21E7,U+2212,U+2215,U+2248,U+2260,U+2264,U+2265,U+2318,U+2325,U+25A0,U+25B2,U+25B6,U+25BC,U+25C0,U+25CF,U+2713,FB01-FB02'
for src,dst in [('/usr/share/fonts/opentype/inter/Inter-%s.otf'%w,'WaybillSans-%s.otf'%w) for w in ('Regular','Medium','SemiBold')]+[('/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf','WaybillMono-Regular.ttf')]:
    f=TTFont(src); cm=f.getBestCmap()
    if 'Inter' in src:
        sub={}
        for rec in f['GSUB'].table.FeatureList.FeatureRecord:
            if rec.FeatureTag=='tnum':
                for i in rec.Feature.LookupListIndex:
                    for st in f['GSUB'].table.LookupList.Lookup[i].SubTable:
                        st=getattr(st,'ExtSubTable',st)
                        sub.update(getattr(st,'mapping',{}))
        for t in f['cmap'].tables:
            for d in range(0x30,0x3A):
                if d in t.cmap and t.cmap[d] in sub: t.cmap[d]=sub[t.cmap[d]]
        cm=f.getBestCmap(); w0=f['hmtx'][cm[0x30]][0]
        for d in range(0x30,0x3A):  # Medium and SemiBold: the 4 is 2-3 units short
            g=cm[d]; f['hmtx'][g]=(w0,f['hmtx'][g][1])
        print(dst,'tabular digits:',len({f['hmtx'][f.getBestCmap()[d]][0] for d in range(0x30,0x3A)})==1)
    tmp=O+'/tmp';f.save(tmp)
    subprocess.check_call(['pyftsubset',tmp,'--unicodes='+UNI.replace(',FB01',',U+FB01'),'--layout-features=kern,mark,mkmk,ccmp,locl','--name-IDs=*','--output-file='+O+'/'+dst]);os.remove(tmp)
    print(dst,os.path.getsize(O+'/'+dst)//1024,'KB')
names=open('icons.txt').read().split()+'category dark_mode light_mode settings history stop_circle delete keyboard account_circle cancel link key schema star'.split()
cp={}
for l in open(SYMBOLS+'.codepoints'):
    a,b=l.split();cp.setdefault(a,b)
subprocess.check_call(['pyftsubset',SYMBOLS+'.ttf','--unicodes='+','.join('U+'+cp[n] for n in names),'--layout-features=','--output-file='+O+'/WaybillIcons.ttf'])
print('icons',len(names),os.path.getsize(O+'/WaybillIcons.ttf')//1024,'KB')
