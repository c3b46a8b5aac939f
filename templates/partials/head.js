(function(h){h.classList.add("js");try{var t=localStorage.getItem("papershelf-theme");if(t==="light"||t==="dark")h.dataset.theme=t}catch(e){}})(document.documentElement)
