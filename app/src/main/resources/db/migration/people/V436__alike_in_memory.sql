-- The candidates of a batch are sorted; with the usual 4 MB they went through files.
alter function people.alike(bigint[]) set work_mem = '64MB';
