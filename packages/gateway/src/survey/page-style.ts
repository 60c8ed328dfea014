/** The survey page's own style: one column, large targets, both colour schemes. */
export const stylesheet = `:root{color-scheme:light dark;--text:light-dark(#1b1f24,#e8eaed);--muted:light-dark(#57606a,#a3abb5);--line:light-dark(#8c959f,#6e7681);--surface:light-dark(#fff,#16191d);--raised:light-dark(#f6f8fa,#20252b);--accent:light-dark(#0a58ca,#7db4ff);--on-accent:light-dark(#fff,#10141a);--bad:light-dark(#b3261e,#ffb4ab)}
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-inline-size:40rem;margin-inline:auto;padding:1.5rem 1rem 4rem;overflow-wrap:anywhere}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 1rem}
h2{font-size:1.125rem;margin:1.5rem 0 .5rem}
fieldset{border:0;margin:0 0 1.5rem;padding:0;min-inline-size:0}
legend{font-weight:600;padding:0;margin-block-end:.5rem}
.quiet,.ends{color:var(--muted);font-size:.875rem;margin:.25rem 0 .5rem}
.ends{display:flex;justify-content:space-between;gap:1rem}
.fault{color:var(--bad);margin:.25rem 0 .5rem}
.scale{display:flex;flex-wrap:wrap;gap:.25rem}
.list{display:grid;gap:.25rem}
label{display:flex;align-items:center;gap:.5rem;min-block-size:2.75rem;padding:.25rem .75rem;border:1px solid var(--line);border-radius:.375rem;background:var(--raised);cursor:pointer}
.scale label{flex:1 1 2.75rem;justify-content:center;padding:.25rem}
.scale input{margin:0}
label:has(:checked){border-color:var(--accent);outline:1px solid var(--accent)}
input:is([type=text],[type=email],[type=tel],[type=number],[type=date],[type=file]),select,textarea{inline-size:100%;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--line);border-radius:.375rem;padding:.625rem .75rem;min-block-size:2.75rem}
input[type=text]{margin-block-start:.25rem}
select{margin-block-end:.25rem}
.places{margin:0;padding-inline-start:1.5rem}
.line{display:grid;gap:.25rem;padding:0;margin-block-end:.5rem;border:0;background:none;cursor:auto}
.matrix{inline-size:100%;border-collapse:collapse}
.matrix th{text-align:start;font-weight:400;padding:.25rem .5rem .25rem 0}
.matrix td{padding:.125rem}
@media (max-width:40rem){.matrix :is(tbody,tr,th,td){display:block}.matrix th{font-weight:600;padding-block:.75rem .25rem}}
button{font:inherit;font-weight:600;min-block-size:2.75rem;padding:.5rem 1.5rem;border:1px solid transparent;border-radius:.375rem;background:var(--accent);color:var(--on-accent);cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
dt{font-weight:600;margin-block-start:.75rem}
dd{margin:0;white-space:pre-wrap}
`;
