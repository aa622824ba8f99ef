"""Headers of customer columns in exports of ERP, accounting and shop systems.

Without accents, and without words such as de, du, della: a header is compared without both. A number is "nr" here: No.,
N°, Nº, №, Number, Numero, Nummer and Номер are the same word.
"""

from __future__ import annotations

ACCOUNT_CODES = (
    # English: SAP, Dynamics, NetSuite, Sage, Epicor, Infor
    "customer account", "customer acct", "customer ref", "customer reference code", "cust code", "cust account", "cust nbr", "custnmbr", "cust num",
    "account ref", "account reference", "account code", "a c ref", "a c", "acct no", "acct id", "acct code", "client number", "client ref",
    "client account", "client reference", "debtor code", "debtor id", "debtor number", "sold to no", "sold to id", "sold to customer", "sold to customer no",
    "sold to party no", "sold to party id", "sell to customer no", "sell to customer", "sell to no", "bill to customer no", "bill to customer id", "bill to no",
    "payer", "payer no", "business partner", "business partner no", "business partner id", "business partner code", "bp no", "bp number", "partner code",
    "partner no", "customer internal id", "customer external id", "customer account number", "entity id", "customer vat no", "buyer code", "buyer no",
    "customer master", "kunag", "kunrg", "kunde id", "cardcode", "soldto", "sold to code",
    # German: SAP, DATEV, Lexware, Sage 50 and 100
    "kd nr", "kdnr", "knr", "kunden id", "kundencode", "kundenkonto", "kundenkontonummer", "kunden nummer", "kunde nr", "debitorennummer", "debitornummer", "debitoren nr",
    "debitor nr", "debitorenkonto", "debitorenkontonummer", "personenkonto", "auftraggeber", "auftraggeber nr", "regulierer", "rechnungsempfaenger", "geschaeftspartner",
    "geschaeftspartner nr", "adressnummer", "adress nr", "matchcode", "mandantenkunde", "besteller", "abnehmer", "kaeufer", "kundenkuerzel",
    # French: Sage 100, Cegid, EBP, Odoo
    "nr client", "no client", "ref client", "reference client", "id client", "identifiant client", "compte client", "compte tiers", "code tiers", "tiers", "nr tiers", "nr compte client",
    "compte auxiliaire", "code auxiliaire", "donneur ordre", "client facture", "client livre", "acheteur", "code acheteur",
    # Spanish: A3, Holded, Sage 50, ContaPlus
    "cod cliente", "nr cliente", "id cliente", "ref cliente", "referencia cliente", "codigo tercero", "tercero", "comprador", "nif cliente", "deudor", "solicitante",
    "cuenta cliente", "codigo comprador",
    # Italian: Fatture in Cloud, Danea, TeamSystem, Zucchetti
    "cod cli", "cod conto cliente", "codice anagrafica", "committente", "acquirente", "intestatario", "cessionario", "codice cessionario", "conto cliente",
    # Portuguese: TOTVS, Primavera, PHC, Sage
    "cod client", "codigo entidade", "entidade", "cliente codigo", "cliente loja", "cnpj cliente", "sacado", "destinatario nf", "codigo sacado", "a1 cod", "c5 cliente", "f2 cliente",
    # Dutch: Exact, AFAS, Twinfield, SnelStart
    "relatie", "relatienummer", "relatiecode", "debiteur", "debiteurnummer", "debiteurennummer", "debiteurcode", "debiteur nr", "klantcode", "klantnr", "klant id", "afnemer", "koper",
    "besteldebiteur", "factuurdebiteur", "verkooprelatie",
    # Polish: Comarch, Symfonia, Insert
    "kod kontrahenta", "nr kontrahenta", "id kontrahenta", "akronim", "akronim kontrahenta", "symbol kontrahenta", "kod klienta", "id klienta", "kod nabywcy", "odbiorca faktury", "kupujacy", "platnik",
    # Russian: 1C
    "код контрагента", "ид контрагента", "номер контрагента", "номер клиента", "ид клиента", "id клиента", "id контрагента", "код покупателя", "заказчик", "код заказчика", "партнер", "код партнера", "плательщик", "грузополучатель код",
    "инн контрагента", "инн покупателя", "контрагент код",
    # Turkish: Logo Tiger, Mikro, Netsis
    "cari kodu", "cari hesap", "cari hesap kodu", "cari no", "cari hesap no", "hesap kodu cari", "musteri numarasi", "alici", "alici kodu", "firma kodu", "ch kodu", "cari kart kodu",
    # Czech, Hungarian, Romanian, Swedish, Danish, Norwegian, Finnish, Indonesian, Vietnamese
    "odberatel", "zakaznik", "kod zakaznika", "cislo zakaznika", "kod odberatele", "cislo odberatele", "ico odberatele", "vevo", "vevokod", "vevo kod", "ugyfel", "ugyfelkod", "partnerkod", "cumparator", "cod client nr",
    "kundnr", "kundnummer", "kund", "kundekode", "kundenummer", "kundeid", "asiakas", "asiakasnumero", "asiakasnro", "pelanggan", "no pelanggan", "kode pelanggan", "khach hang", "ma khach hang",
    # Chinese: U8, NC, K3, EAS, 管家婆, 鼎新, shops
    "客户代号", "客户编号(代码)", "客户代码编号", "客户内码", "客户简码", "客户id号", "客户编号id", "客商", "客商编码", "客商代码", "客商编号", "客户档案编码", "开票客户", "开票客户编码", "订货客户", "订货客户编码", "购货方", "购方",
    "购买方", "购买方税号", "往来单位编号", "往来单位代码", "往来客户", "供货客户编码", "单位编码", "核算对象", "买家", "买家id", "买家昵称", "买家账号", "买家会员名", "买家旺旺", "用户", "用户名", "用户昵称", "会员", "会员id",
    "会员号", "会员卡号", "下单账号", "下单用户", "下单人", "订购人", "客户账户", "客户帐号", "客户代", "交易对象", "交易对象编号", "店铺客户编码",
    # Japanese: 勘定奉行, 弥生, freee
    "得意先no", "得意先番号", "得意先cd", "取引先", "取引先コード", "取引先番号", "取引先cd", "取引先id", "顧客id", "顧客no", "顧客cd", "お客様番号", "お客様コード", "客先", "客先コード", "販売先", "販売先コード", "請求先", "請求先コード", "購入者", "購入者id", "注文者",
    "会員番号", "会員id", "受注先", "受注先コード",
    # Korean: 더존, 이카운트
    "거래처 코드", "거래처번호", "거래처id", "고객id", "고객 번호", "매출처", "매출처코드", "판매처", "판매처코드", "구매자", "구매자id", "주문자", "주문자id", "회원번호", "회원id", "공급받는자", "업체코드", "업체",
    # Shops and payment
    "buyer username", "buyer user id",
    "customer user id", "customer guid",
)  # fmt: skip

ACCOUNT_NAMES = (
    "cust name", "customer full name", "customer company", "customer company name", "customer organisation", "customer display name", "customer legal name", "sold to party name", "sold to customer name",
    "sell to customer name", "sell to name", "bill to name", "bill to customer name", "bill to company", "debtor company", "client company", "client full name", "business partner name", "bp name",
    "partner name", "payer name", "customer project name", "customer job", "customer full name company", "invoice to name", "invoice partner display name", "partner display name",
    "billing name", "billing full name", "billing customer name", "buyer company", "buyer full name", "name org1", "name of sold to party", "name of customer",
    "kunde name", "kunden name", "kundenbezeichnung", "kundenname 1", "name kunde", "name 1", "debitorenname", "debitorname", "debitorenbezeichnung", "name debitor", "auftraggeber name", "name auftraggeber", "firmenname", "geschaeftspartner name", "kontobezeichnung debitor",
    "rechnungsname", "name rechnungsempfaenger", "kaeufername", "kundenfirma",
    "nom tiers", "intitule client", "intitule tiers", "libelle client", "designation client", "societe", "nom societe", "societe client", "nom acheteur", "raison sociale client", "nom complet client", "client nom",
    "nombre cliente", "razon social cliente", "cliente nombre", "nombre fiscal", "nombre comercial", "nombre tercero", "nombre comprador", "empresa", "nombre empresa",
    "ragione sociale cliente", "denominazione", "denominazione cliente", "nominativo", "cliente ragione sociale", "nome azienda", "azienda", "descrizione cliente",
    "razao social cliente", "nome fantasia", "nome entidade", "cliente nome", "nome empresa", "a1 nome", "nome reduzido",
    "relatienaam", "naam relatie", "naam klant", "debiteurnaam", "naam debiteur", "bedrijfsnaam", "klant naam", "bedrijf",
    "nazwa kontrahenta", "kontrahent nazwa", "nazwa nabywcy", "nazwa firmy", "nabywca nazwa", "nazwa odbiorcy",
    "наименование контрагента", "название контрагента", "имя клиента", "название клиента", "наименование покупателя", "название покупателя", "контрагент наименование", "компания", "название организации", "наименование заказчика", "имя покупателя", "наименование партнера",
    "cari unvani", "cari hesap unvani", "cari adi", "cari isim", "cari ismi", "musteri unvani", "musteri ad", "musteri ismi", "firma unvani", "firma adi", "alici unvani", "alici adi", "unvani", "ticari unvan", "cari hesap adi",
    "nazev odberatele", "nazev zakaznika", "jmeno zakaznika", "odberatel nazev", "vevo neve", "vevonev", "ugyfel neve", "partner neve", "nume client", "denumire client", "kundnamn", "kundenavn", "asiakkaan nimi", "asiakasnimi", "nama pelanggan", "ten khach hang",
    "客户姓名", "客户昵称", "客户单位", "客户单位名称", "客户公司", "客户公司名称", "客商名称", "购货方名称", "购方名称", "购买方名称", "往来客户名称", "开票客户名称", "订货客户名称", "买家姓名", "买家名称", "买家公司名", "买家公司", "用户姓名", "用户名称", "会员姓名", "交易对象名称", "客户抬头", "发票抬头", "开票抬头", "企业客户名称", "采购单位",
    "得意先名称", "得意先略称", "得意先名1", "取引先名", "取引先名称", "顧客名称", "顧客氏名", "お客様名", "客先名", "販売先名", "請求先名", "購入者名", "注文者名", "会員名", "受注先名", "宛名",
    "거래처 명", "거래처이름", "고객 이름", "고객이름", "매출처명", "판매처명", "구매자명", "구매자 이름", "주문자명", "주문자", "상호", "상호명", "업체명", "회원명", "공급받는자 상호",
)  # fmt: skip

OTHER_PARTIES = (
    "bill to*", "ship to*", "payer", "payer*", "reseller", "dealer", "member", "buyer", "partner", "entity", "reseller*", "rechnungsempfanger", "regulierer", "platnik", "плательщик", "грузополучатель", "会员", "门店", "经销商",
    "单位", "用户", "請求先", "会員", "회원",
)  # fmt: skip
"""Parties that need not be the customer, where a customer is named beside them."""
