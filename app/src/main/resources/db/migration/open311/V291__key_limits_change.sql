-- How many requests a key may bring in a minute can be changed as long as the key is good.
grant update on open311.key_limit to guanjia_app;
