-- What pages say of a town: what it lies in, who answers for the platform, whom residents may call.
alter table places.town
  add column above_zh  text not null default '',
  add column above_en  text not null default '',
  add column office_zh text not null default '',
  add column office_en text not null default '',
  add column phone     text;

update places.town set above_zh = '东莞市', above_en = 'Dongguan', office_zh = '茶山镇公共服务办公室', office_en = 'Chashan Public Services Office'
where town = '441900103';
