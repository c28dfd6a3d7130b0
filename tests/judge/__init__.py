"""`make judge`: the comparison against oasdiff on random changes of six documents."""
