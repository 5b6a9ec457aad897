-- The first town: 茶山镇, Dongguan, with its 18 villages and communities. Sources: README.md beside this file.
insert into places.town (town, name_zh, name_en, zone, population, population_on, population_source) values
  ('441900103', '茶山镇', 'Chashan', 'Asia/Shanghai', 219333, date '2020-11-01', '东莞市第七次全国人口普查公报');

insert into places.village (town, code, kind, name_zh, name_en, urban_rural_class) values
  ('441900103', '441900103002', 'COMMUNITY', '茶山圩社区', 'Chashanxu Community', '111'),
  ('441900103', '441900103003', 'COMMUNITY', '茶溪社区', 'Chaxi Community', '111'),
  ('441900103', '441900103200', 'VILLAGE', '上元村', 'Shangyuan Village', '112'),
  ('441900103', '441900103201', 'VILLAGE', '茶山村', 'Chashan Village', '111'),
  ('441900103', '441900103202', 'VILLAGE', '下朗村', 'Xialang Village', '111'),
  ('441900103', '441900103203', 'VILLAGE', '横江村', 'Hengjiang Village', '111'),
  ('441900103', '441900103204', 'VILLAGE', '卢边村', 'Lubian Village', null),
  ('441900103', '441900103205', 'VILLAGE', '寒溪水村', 'Hanxishui Village', null),
  ('441900103', '441900103206', 'VILLAGE', '增埗村', 'Zengbu Village', null),
  ('441900103', '441900103207', 'VILLAGE', '南社村', 'Nanshe Village', '220'),
  ('441900103', '441900103208', 'VILLAGE', '塘角村', 'Tangjiao Village', null),
  ('441900103', '441900103209', 'VILLAGE', '京山村', 'Jingshan Village', null),
  ('441900103', '441900103210', 'VILLAGE', '博头村', 'Botou Village', null),
  ('441900103', '441900103211', 'VILLAGE', '冲美村', 'Chongmei Village', null),
  ('441900103', '441900103212', 'VILLAGE', '粟边村', 'Subian Village', null),
  ('441900103', '441900103213', 'VILLAGE', '刘黄村', 'Liuhuang Village', null),
  ('441900103', '441900103214', 'VILLAGE', '孙屋村', 'Sunwu Village', null),
  ('441900103', '441900103215', 'VILLAGE', '超朗村', 'Chaolang Village', null);
