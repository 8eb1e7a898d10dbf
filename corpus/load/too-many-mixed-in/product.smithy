$version: "2"

namespace example.weather

string A

@mixin
structure M {
    m0: A, m1: A, m2: A, m3: A, m4: A, m5: A, m6: A, m7: A, m8: A, m9: A, m10: A, m11: A, m12: A, m13: A, m14: A, m15: A, m16: A, m17: A, m18: A, m19: A
    m20: A, m21: A, m22: A, m23: A, m24: A, m25: A, m26: A, m27: A, m28: A, m29: A, m30: A, m31: A, m32: A, m33: A, m34: A, m35: A, m36: A, m37: A, m38: A, m39: A
    m40: A, m41: A, m42: A, m43: A, m44: A, m45: A, m46: A, m47: A, m48: A, m49: A, m50: A, m51: A, m52: A, m53: A, m54: A, m55: A, m56: A, m57: A, m58: A, m59: A
    m60: A, m61: A, m62: A, m63: A, m64: A, m65: A, m66: A, m67: A, m68: A, m69: A, m70: A, m71: A, m72: A, m73: A, m74: A, m75: A, m76: A, m77: A, m78: A, m79: A
    m80: A, m81: A, m82: A, m83: A, m84: A, m85: A, m86: A, m87: A, m88: A, m89: A, m90: A, m91: A, m92: A, m93: A, m94: A, m95: A, m96: A, m97: A, m98: A, m99: A
    m100: A, m101: A, m102: A, m103: A, m104: A, m105: A, m106: A, m107: A, m108: A, m109: A, m110: A, m111: A, m112: A, m113: A, m114: A, m115: A, m116: A, m117: A, m118: A, m119: A
    m120: A, m121: A, m122: A, m123: A, m124: A, m125: A, m126: A, m127: A, m128: A, m129: A, m130: A, m131: A, m132: A, m133: A, m134: A, m135: A, m136: A, m137: A, m138: A, m139: A
    m140: A, m141: A, m142: A, m143: A, m144: A, m145: A, m146: A, m147: A, m148: A, m149: A, m150: A, m151: A, m152: A, m153: A, m154: A, m155: A, m156: A, m157: A, m158: A, m159: A
    m160: A, m161: A, m162: A, m163: A, m164: A, m165: A, m166: A, m167: A, m168: A, m169: A, m170: A, m171: A, m172: A, m173: A, m174: A, m175: A, m176: A, m177: A, m178: A, m179: A
    m180: A, m181: A, m182: A, m183: A, m184: A, m185: A, m186: A, m187: A, m188: A, m189: A, m190: A, m191: A, m192: A, m193: A, m194: A, m195: A, m196: A, m197: A, m198: A, m199: A
    m200: A, m201: A, m202: A, m203: A, m204: A, m205: A, m206: A, m207: A, m208: A, m209: A, m210: A, m211: A, m212: A, m213: A, m214: A, m215: A, m216: A, m217: A, m218: A, m219: A
    m220: A, m221: A, m222: A, m223: A, m224: A, m225: A, m226: A, m227: A, m228: A, m229: A, m230: A, m231: A, m232: A, m233: A, m234: A, m235: A, m236: A, m237: A, m238: A, m239: A
    m240: A, m241: A, m242: A, m243: A, m244: A, m245: A, m246: A, m247: A, m248: A, m249: A, m250: A, m251: A, m252: A, m253: A, m254: A, m255: A, m256: A, m257: A, m258: A, m259: A
    m260: A, m261: A, m262: A, m263: A, m264: A, m265: A, m266: A, m267: A, m268: A, m269: A, m270: A, m271: A, m272: A, m273: A, m274: A, m275: A, m276: A, m277: A, m278: A, m279: A
    m280: A, m281: A, m282: A, m283: A, m284: A, m285: A, m286: A, m287: A, m288: A, m289: A, m290: A, m291: A, m292: A, m293: A, m294: A, m295: A, m296: A, m297: A, m298: A, m299: A
    m300: A, m301: A, m302: A, m303: A, m304: A, m305: A, m306: A, m307: A, m308: A, m309: A, m310: A, m311: A, m312: A, m313: A, m314: A, m315: A, m316: A, m317: A, m318: A, m319: A
    m320: A, m321: A, m322: A, m323: A, m324: A, m325: A, m326: A, m327: A, m328: A, m329: A, m330: A, m331: A, m332: A, m333: A, m334: A, m335: A, m336: A, m337: A, m338: A, m339: A
    m340: A, m341: A, m342: A, m343: A, m344: A, m345: A, m346: A, m347: A, m348: A, m349: A, m350: A, m351: A, m352: A, m353: A, m354: A, m355: A, m356: A, m357: A, m358: A, m359: A
    m360: A, m361: A, m362: A, m363: A, m364: A, m365: A, m366: A, m367: A, m368: A, m369: A, m370: A, m371: A, m372: A, m373: A, m374: A, m375: A, m376: A, m377: A, m378: A, m379: A
    m380: A, m381: A, m382: A, m383: A, m384: A, m385: A, m386: A, m387: A, m388: A, m389: A, m390: A, m391: A, m392: A, m393: A, m394: A, m395: A, m396: A, m397: A, m398: A, m399: A
    m400: A, m401: A, m402: A, m403: A, m404: A, m405: A, m406: A, m407: A, m408: A, m409: A, m410: A, m411: A, m412: A, m413: A, m414: A, m415: A, m416: A, m417: A, m418: A, m419: A
    m420: A, m421: A, m422: A, m423: A, m424: A, m425: A, m426: A, m427: A, m428: A, m429: A, m430: A, m431: A, m432: A, m433: A, m434: A, m435: A, m436: A, m437: A, m438: A, m439: A
    m440: A, m441: A, m442: A, m443: A, m444: A, m445: A, m446: A, m447: A, m448: A, m449: A, m450: A, m451: A, m452: A, m453: A, m454: A, m455: A, m456: A, m457: A, m458: A, m459: A
    m460: A, m461: A, m462: A, m463: A, m464: A, m465: A, m466: A, m467: A, m468: A, m469: A, m470: A, m471: A, m472: A, m473: A, m474: A, m475: A, m476: A, m477: A, m478: A, m479: A
    m480: A, m481: A, m482: A, m483: A, m484: A, m485: A, m486: A, m487: A, m488: A, m489: A, m490: A, m491: A, m492: A, m493: A, m494: A, m495: A, m496: A, m497: A, m498: A, m499: A
    m500: A, m501: A, m502: A, m503: A, m504: A, m505: A, m506: A, m507: A, m508: A, m509: A, m510: A, m511: A, m512: A, m513: A, m514: A, m515: A, m516: A, m517: A, m518: A, m519: A
    m520: A, m521: A, m522: A, m523: A, m524: A, m525: A, m526: A, m527: A, m528: A, m529: A, m530: A, m531: A, m532: A, m533: A, m534: A, m535: A, m536: A, m537: A, m538: A, m539: A
    m540: A, m541: A, m542: A, m543: A, m544: A, m545: A, m546: A, m547: A, m548: A, m549: A, m550: A, m551: A, m552: A, m553: A, m554: A, m555: A, m556: A, m557: A, m558: A, m559: A
    m560: A, m561: A, m562: A, m563: A, m564: A, m565: A, m566: A, m567: A, m568: A, m569: A, m570: A, m571: A, m572: A, m573: A, m574: A, m575: A, m576: A, m577: A, m578: A, m579: A
    m580: A, m581: A, m582: A, m583: A, m584: A, m585: A, m586: A, m587: A, m588: A, m589: A, m590: A, m591: A, m592: A, m593: A, m594: A, m595: A, m596: A, m597: A, m598: A, m599: A
    m600: A, m601: A, m602: A, m603: A, m604: A, m605: A, m606: A, m607: A, m608: A, m609: A, m610: A, m611: A, m612: A, m613: A, m614: A, m615: A, m616: A, m617: A, m618: A, m619: A
    m620: A, m621: A, m622: A, m623: A, m624: A, m625: A, m626: A, m627: A, m628: A, m629: A, m630: A, m631: A, m632: A, m633: A, m634: A, m635: A, m636: A, m637: A, m638: A, m639: A
    m640: A, m641: A, m642: A, m643: A, m644: A, m645: A, m646: A, m647: A, m648: A, m649: A, m650: A, m651: A, m652: A, m653: A, m654: A, m655: A, m656: A, m657: A, m658: A, m659: A
    m660: A, m661: A, m662: A, m663: A, m664: A, m665: A, m666: A, m667: A, m668: A, m669: A, m670: A, m671: A, m672: A, m673: A, m674: A, m675: A, m676: A, m677: A, m678: A, m679: A
    m680: A, m681: A, m682: A, m683: A, m684: A, m685: A, m686: A, m687: A, m688: A, m689: A, m690: A, m691: A, m692: A, m693: A, m694: A, m695: A, m696: A, m697: A, m698: A, m699: A
    m700: A, m701: A, m702: A, m703: A, m704: A, m705: A, m706: A, m707: A, m708: A, m709: A, m710: A, m711: A, m712: A, m713: A, m714: A, m715: A, m716: A, m717: A, m718: A, m719: A
    m720: A, m721: A, m722: A, m723: A, m724: A, m725: A, m726: A, m727: A, m728: A, m729: A, m730: A, m731: A, m732: A, m733: A, m734: A, m735: A, m736: A, m737: A, m738: A, m739: A
    m740: A, m741: A, m742: A, m743: A, m744: A, m745: A, m746: A, m747: A, m748: A, m749: A, m750: A, m751: A, m752: A, m753: A, m754: A, m755: A, m756: A, m757: A, m758: A, m759: A
    m760: A, m761: A, m762: A, m763: A, m764: A, m765: A, m766: A, m767: A, m768: A, m769: A, m770: A, m771: A, m772: A, m773: A, m774: A, m775: A, m776: A, m777: A, m778: A, m779: A
    m780: A, m781: A, m782: A, m783: A, m784: A, m785: A, m786: A, m787: A, m788: A, m789: A, m790: A, m791: A, m792: A, m793: A, m794: A, m795: A, m796: A, m797: A, m798: A, m799: A
    m800: A, m801: A, m802: A, m803: A, m804: A, m805: A, m806: A, m807: A, m808: A, m809: A, m810: A, m811: A, m812: A, m813: A, m814: A, m815: A, m816: A, m817: A, m818: A, m819: A
    m820: A, m821: A, m822: A, m823: A, m824: A, m825: A, m826: A, m827: A, m828: A, m829: A, m830: A, m831: A, m832: A, m833: A, m834: A, m835: A, m836: A, m837: A, m838: A, m839: A
    m840: A, m841: A, m842: A, m843: A, m844: A, m845: A, m846: A, m847: A, m848: A, m849: A, m850: A, m851: A, m852: A, m853: A, m854: A, m855: A, m856: A, m857: A, m858: A, m859: A
    m860: A, m861: A, m862: A, m863: A, m864: A, m865: A, m866: A, m867: A, m868: A, m869: A, m870: A, m871: A, m872: A, m873: A, m874: A, m875: A, m876: A, m877: A, m878: A, m879: A
    m880: A, m881: A, m882: A, m883: A, m884: A, m885: A, m886: A, m887: A, m888: A, m889: A, m890: A, m891: A, m892: A, m893: A, m894: A, m895: A, m896: A, m897: A, m898: A, m899: A
    m900: A, m901: A, m902: A, m903: A, m904: A, m905: A, m906: A, m907: A, m908: A, m909: A, m910: A, m911: A, m912: A, m913: A, m914: A, m915: A, m916: A, m917: A, m918: A, m919: A
    m920: A, m921: A, m922: A, m923: A, m924: A, m925: A, m926: A, m927: A, m928: A, m929: A, m930: A, m931: A, m932: A, m933: A, m934: A, m935: A, m936: A, m937: A, m938: A, m939: A
    m940: A, m941: A, m942: A, m943: A, m944: A, m945: A, m946: A, m947: A, m948: A, m949: A, m950: A, m951: A, m952: A, m953: A, m954: A, m955: A, m956: A, m957: A, m958: A, m959: A
    m960: A, m961: A, m962: A, m963: A, m964: A, m965: A, m966: A, m967: A, m968: A, m969: A, m970: A, m971: A, m972: A, m973: A, m974: A, m975: A, m976: A, m977: A, m978: A, m979: A
    m980: A, m981: A, m982: A, m983: A, m984: A, m985: A, m986: A, m987: A, m988: A, m989: A, m990: A, m991: A, m992: A, m993: A, m994: A, m995: A, m996: A, m997: A, m998: A, m999: A
    m1000: A, m1001: A, m1002: A, m1003: A, m1004: A, m1005: A, m1006: A, m1007: A, m1008: A, m1009: A, m1010: A, m1011: A, m1012: A, m1013: A, m1014: A, m1015: A, m1016: A, m1017: A, m1018: A, m1019: A
    m1020: A, m1021: A, m1022: A, m1023: A, m1024: A, m1025: A, m1026: A, m1027: A, m1028: A, m1029: A, m1030: A, m1031: A, m1032: A, m1033: A, m1034: A, m1035: A, m1036: A, m1037: A, m1038: A, m1039: A
    m1040: A, m1041: A, m1042: A, m1043: A, m1044: A, m1045: A, m1046: A, m1047: A, m1048: A, m1049: A, m1050: A, m1051: A, m1052: A, m1053: A, m1054: A, m1055: A, m1056: A, m1057: A, m1058: A, m1059: A
    m1060: A, m1061: A, m1062: A, m1063: A, m1064: A, m1065: A, m1066: A, m1067: A, m1068: A, m1069: A, m1070: A, m1071: A, m1072: A, m1073: A, m1074: A, m1075: A, m1076: A, m1077: A, m1078: A, m1079: A
    m1080: A, m1081: A, m1082: A, m1083: A, m1084: A, m1085: A, m1086: A, m1087: A, m1088: A, m1089: A, m1090: A, m1091: A, m1092: A, m1093: A, m1094: A, m1095: A, m1096: A, m1097: A, m1098: A, m1099: A
    m1100: A, m1101: A, m1102: A, m1103: A, m1104: A, m1105: A, m1106: A, m1107: A, m1108: A, m1109: A, m1110: A, m1111: A, m1112: A, m1113: A, m1114: A, m1115: A, m1116: A, m1117: A, m1118: A, m1119: A
    m1120: A, m1121: A, m1122: A, m1123: A, m1124: A, m1125: A, m1126: A, m1127: A, m1128: A, m1129: A, m1130: A, m1131: A, m1132: A, m1133: A, m1134: A, m1135: A, m1136: A, m1137: A, m1138: A, m1139: A
    m1140: A, m1141: A, m1142: A, m1143: A, m1144: A, m1145: A, m1146: A, m1147: A, m1148: A, m1149: A, m1150: A, m1151: A, m1152: A, m1153: A, m1154: A, m1155: A, m1156: A, m1157: A, m1158: A, m1159: A
    m1160: A, m1161: A, m1162: A, m1163: A, m1164: A, m1165: A, m1166: A, m1167: A, m1168: A, m1169: A, m1170: A, m1171: A, m1172: A, m1173: A, m1174: A, m1175: A, m1176: A, m1177: A, m1178: A, m1179: A
    m1180: A, m1181: A, m1182: A, m1183: A, m1184: A, m1185: A, m1186: A, m1187: A, m1188: A, m1189: A, m1190: A, m1191: A, m1192: A, m1193: A, m1194: A, m1195: A, m1196: A, m1197: A, m1198: A, m1199: A
    m1200: A, m1201: A, m1202: A, m1203: A, m1204: A, m1205: A, m1206: A, m1207: A, m1208: A, m1209: A, m1210: A, m1211: A, m1212: A, m1213: A, m1214: A, m1215: A, m1216: A, m1217: A, m1218: A, m1219: A
    m1220: A, m1221: A, m1222: A, m1223: A, m1224: A, m1225: A, m1226: A, m1227: A, m1228: A, m1229: A, m1230: A, m1231: A, m1232: A, m1233: A, m1234: A, m1235: A, m1236: A, m1237: A, m1238: A, m1239: A
    m1240: A, m1241: A, m1242: A, m1243: A, m1244: A, m1245: A, m1246: A, m1247: A, m1248: A, m1249: A, m1250: A, m1251: A, m1252: A, m1253: A, m1254: A, m1255: A, m1256: A, m1257: A, m1258: A, m1259: A
    m1260: A, m1261: A, m1262: A, m1263: A, m1264: A, m1265: A, m1266: A, m1267: A, m1268: A, m1269: A, m1270: A, m1271: A, m1272: A, m1273: A, m1274: A, m1275: A, m1276: A, m1277: A, m1278: A, m1279: A
    m1280: A, m1281: A, m1282: A, m1283: A, m1284: A, m1285: A, m1286: A, m1287: A, m1288: A, m1289: A, m1290: A, m1291: A, m1292: A, m1293: A, m1294: A, m1295: A, m1296: A, m1297: A, m1298: A, m1299: A
    m1300: A, m1301: A, m1302: A, m1303: A, m1304: A, m1305: A, m1306: A, m1307: A, m1308: A, m1309: A, m1310: A, m1311: A, m1312: A, m1313: A, m1314: A, m1315: A, m1316: A, m1317: A, m1318: A, m1319: A
    m1320: A, m1321: A, m1322: A, m1323: A, m1324: A, m1325: A, m1326: A, m1327: A, m1328: A, m1329: A, m1330: A, m1331: A, m1332: A, m1333: A, m1334: A, m1335: A, m1336: A, m1337: A, m1338: A, m1339: A
    m1340: A, m1341: A, m1342: A, m1343: A, m1344: A, m1345: A, m1346: A, m1347: A, m1348: A, m1349: A, m1350: A, m1351: A, m1352: A, m1353: A, m1354: A, m1355: A, m1356: A, m1357: A, m1358: A, m1359: A
    m1360: A, m1361: A, m1362: A, m1363: A, m1364: A, m1365: A, m1366: A, m1367: A, m1368: A, m1369: A, m1370: A, m1371: A, m1372: A, m1373: A, m1374: A, m1375: A, m1376: A, m1377: A, m1378: A, m1379: A
    m1380: A, m1381: A, m1382: A, m1383: A, m1384: A, m1385: A, m1386: A, m1387: A, m1388: A, m1389: A, m1390: A, m1391: A, m1392: A, m1393: A, m1394: A, m1395: A, m1396: A, m1397: A, m1398: A, m1399: A
    m1400: A, m1401: A, m1402: A, m1403: A, m1404: A, m1405: A, m1406: A, m1407: A, m1408: A, m1409: A, m1410: A, m1411: A, m1412: A, m1413: A, m1414: A, m1415: A, m1416: A, m1417: A, m1418: A, m1419: A
    m1420: A, m1421: A, m1422: A, m1423: A, m1424: A, m1425: A, m1426: A, m1427: A, m1428: A, m1429: A, m1430: A, m1431: A, m1432: A, m1433: A, m1434: A, m1435: A, m1436: A, m1437: A, m1438: A, m1439: A
    m1440: A, m1441: A, m1442: A, m1443: A, m1444: A, m1445: A, m1446: A, m1447: A, m1448: A, m1449: A, m1450: A, m1451: A, m1452: A, m1453: A, m1454: A, m1455: A, m1456: A, m1457: A, m1458: A, m1459: A
    m1460: A, m1461: A, m1462: A, m1463: A, m1464: A, m1465: A, m1466: A, m1467: A, m1468: A, m1469: A, m1470: A, m1471: A, m1472: A, m1473: A, m1474: A, m1475: A, m1476: A, m1477: A, m1478: A, m1479: A
    m1480: A, m1481: A, m1482: A, m1483: A, m1484: A, m1485: A, m1486: A, m1487: A, m1488: A, m1489: A, m1490: A, m1491: A, m1492: A, m1493: A, m1494: A, m1495: A, m1496: A, m1497: A, m1498: A, m1499: A
    m1500: A, m1501: A, m1502: A, m1503: A, m1504: A, m1505: A, m1506: A, m1507: A, m1508: A, m1509: A, m1510: A, m1511: A, m1512: A, m1513: A, m1514: A, m1515: A, m1516: A, m1517: A, m1518: A, m1519: A
    m1520: A, m1521: A, m1522: A, m1523: A, m1524: A, m1525: A, m1526: A, m1527: A, m1528: A, m1529: A, m1530: A, m1531: A, m1532: A, m1533: A, m1534: A, m1535: A, m1536: A, m1537: A, m1538: A, m1539: A
    m1540: A, m1541: A, m1542: A, m1543: A, m1544: A, m1545: A, m1546: A, m1547: A, m1548: A, m1549: A, m1550: A, m1551: A, m1552: A, m1553: A, m1554: A, m1555: A, m1556: A, m1557: A, m1558: A, m1559: A
    m1560: A, m1561: A, m1562: A, m1563: A, m1564: A, m1565: A, m1566: A, m1567: A, m1568: A, m1569: A, m1570: A, m1571: A, m1572: A, m1573: A, m1574: A, m1575: A, m1576: A, m1577: A, m1578: A, m1579: A
    m1580: A, m1581: A, m1582: A, m1583: A, m1584: A, m1585: A, m1586: A, m1587: A, m1588: A, m1589: A, m1590: A, m1591: A, m1592: A, m1593: A, m1594: A, m1595: A, m1596: A, m1597: A, m1598: A, m1599: A
    m1600: A, m1601: A, m1602: A, m1603: A, m1604: A, m1605: A, m1606: A, m1607: A, m1608: A, m1609: A, m1610: A, m1611: A, m1612: A, m1613: A, m1614: A, m1615: A, m1616: A, m1617: A, m1618: A, m1619: A
    m1620: A, m1621: A, m1622: A, m1623: A, m1624: A, m1625: A, m1626: A, m1627: A, m1628: A, m1629: A, m1630: A, m1631: A, m1632: A, m1633: A, m1634: A, m1635: A, m1636: A, m1637: A, m1638: A, m1639: A
    m1640: A, m1641: A, m1642: A, m1643: A, m1644: A, m1645: A, m1646: A, m1647: A, m1648: A, m1649: A, m1650: A, m1651: A, m1652: A, m1653: A, m1654: A, m1655: A, m1656: A, m1657: A, m1658: A, m1659: A
    m1660: A, m1661: A, m1662: A, m1663: A, m1664: A, m1665: A, m1666: A, m1667: A, m1668: A, m1669: A, m1670: A, m1671: A, m1672: A, m1673: A, m1674: A, m1675: A, m1676: A, m1677: A, m1678: A, m1679: A
    m1680: A, m1681: A, m1682: A, m1683: A, m1684: A, m1685: A, m1686: A, m1687: A, m1688: A, m1689: A, m1690: A, m1691: A, m1692: A, m1693: A, m1694: A, m1695: A, m1696: A, m1697: A, m1698: A, m1699: A
    m1700: A, m1701: A, m1702: A, m1703: A, m1704: A, m1705: A, m1706: A, m1707: A, m1708: A, m1709: A, m1710: A, m1711: A, m1712: A, m1713: A, m1714: A, m1715: A, m1716: A, m1717: A, m1718: A, m1719: A
    m1720: A, m1721: A, m1722: A, m1723: A, m1724: A, m1725: A, m1726: A, m1727: A, m1728: A, m1729: A, m1730: A, m1731: A, m1732: A, m1733: A, m1734: A, m1735: A, m1736: A, m1737: A, m1738: A, m1739: A
    m1740: A, m1741: A, m1742: A, m1743: A, m1744: A, m1745: A, m1746: A, m1747: A, m1748: A, m1749: A, m1750: A, m1751: A, m1752: A, m1753: A, m1754: A, m1755: A, m1756: A, m1757: A, m1758: A, m1759: A
    m1760: A, m1761: A, m1762: A, m1763: A, m1764: A, m1765: A, m1766: A, m1767: A, m1768: A, m1769: A, m1770: A, m1771: A, m1772: A, m1773: A, m1774: A, m1775: A, m1776: A, m1777: A, m1778: A, m1779: A
    m1780: A, m1781: A, m1782: A, m1783: A, m1784: A, m1785: A, m1786: A, m1787: A, m1788: A, m1789: A, m1790: A, m1791: A, m1792: A, m1793: A, m1794: A, m1795: A, m1796: A, m1797: A, m1798: A, m1799: A
    m1800: A, m1801: A, m1802: A, m1803: A, m1804: A, m1805: A, m1806: A, m1807: A, m1808: A, m1809: A, m1810: A, m1811: A, m1812: A, m1813: A, m1814: A, m1815: A, m1816: A, m1817: A, m1818: A, m1819: A
    m1820: A, m1821: A, m1822: A, m1823: A, m1824: A, m1825: A, m1826: A, m1827: A, m1828: A, m1829: A, m1830: A, m1831: A, m1832: A, m1833: A, m1834: A, m1835: A, m1836: A, m1837: A, m1838: A, m1839: A
    m1840: A, m1841: A, m1842: A, m1843: A, m1844: A, m1845: A, m1846: A, m1847: A, m1848: A, m1849: A, m1850: A, m1851: A, m1852: A, m1853: A, m1854: A, m1855: A, m1856: A, m1857: A, m1858: A, m1859: A
    m1860: A, m1861: A, m1862: A, m1863: A, m1864: A, m1865: A, m1866: A, m1867: A, m1868: A, m1869: A, m1870: A, m1871: A, m1872: A, m1873: A, m1874: A, m1875: A, m1876: A, m1877: A, m1878: A, m1879: A
    m1880: A, m1881: A, m1882: A, m1883: A, m1884: A, m1885: A, m1886: A, m1887: A, m1888: A, m1889: A, m1890: A, m1891: A, m1892: A, m1893: A, m1894: A, m1895: A, m1896: A, m1897: A, m1898: A, m1899: A
    m1900: A, m1901: A, m1902: A, m1903: A, m1904: A, m1905: A, m1906: A, m1907: A, m1908: A, m1909: A, m1910: A, m1911: A, m1912: A, m1913: A, m1914: A, m1915: A, m1916: A, m1917: A, m1918: A, m1919: A
    m1920: A, m1921: A, m1922: A, m1923: A, m1924: A, m1925: A, m1926: A, m1927: A, m1928: A, m1929: A, m1930: A, m1931: A, m1932: A, m1933: A, m1934: A, m1935: A, m1936: A, m1937: A, m1938: A, m1939: A
    m1940: A, m1941: A, m1942: A, m1943: A, m1944: A, m1945: A, m1946: A, m1947: A, m1948: A, m1949: A, m1950: A, m1951: A, m1952: A, m1953: A, m1954: A, m1955: A, m1956: A, m1957: A, m1958: A, m1959: A
    m1960: A, m1961: A, m1962: A, m1963: A, m1964: A, m1965: A, m1966: A, m1967: A, m1968: A, m1969: A, m1970: A, m1971: A, m1972: A, m1973: A, m1974: A, m1975: A, m1976: A, m1977: A, m1978: A, m1979: A
    m1980: A, m1981: A, m1982: A, m1983: A, m1984: A, m1985: A, m1986: A, m1987: A, m1988: A, m1989: A, m1990: A, m1991: A, m1992: A, m1993: A, m1994: A, m1995: A, m1996: A, m1997: A, m1998: A, m1999: A
}

structure S0 with [M] {}
structure S1 with [M] {}
structure S2 with [M] {}
structure S3 with [M] {}
structure S4 with [M] {}
structure S5 with [M] {}
structure S6 with [M] {}
structure S7 with [M] {}
structure S8 with [M] {}
structure S9 with [M] {}
structure S10 with [M] {}
structure S11 with [M] {}
structure S12 with [M] {}
structure S13 with [M] {}
structure S14 with [M] {}
structure S15 with [M] {}
structure S16 with [M] {}
structure S17 with [M] {}
structure S18 with [M] {}
structure S19 with [M] {}
structure S20 with [M] {}
structure S21 with [M] {}
structure S22 with [M] {}
structure S23 with [M] {}
structure S24 with [M] {}
structure S25 with [M] {}
structure S26 with [M] {}
structure S27 with [M] {}
structure S28 with [M] {}
structure S29 with [M] {}
structure S30 with [M] {}
structure S31 with [M] {}
structure S32 with [M] {}
structure S33 with [M] {}
structure S34 with [M] {}
structure S35 with [M] {}
structure S36 with [M] {}
structure S37 with [M] {}
structure S38 with [M] {}
structure S39 with [M] {}
structure S40 with [M] {}
structure S41 with [M] {}
structure S42 with [M] {}
structure S43 with [M] {}
structure S44 with [M] {}
structure S45 with [M] {}
structure S46 with [M] {}
structure S47 with [M] {}
structure S48 with [M] {}
structure S49 with [M] {}
structure S50 with [M] {}
structure S51 with [M] {}
structure S52 with [M] {}
structure S53 with [M] {}
structure S54 with [M] {}
structure S55 with [M] {}
structure S56 with [M] {}
structure S57 with [M] {}
structure S58 with [M] {}
structure S59 with [M] {}
structure S60 with [M] {}
structure S61 with [M] {}
structure S62 with [M] {}
structure S63 with [M] {}
structure S64 with [M] {}
structure S65 with [M] {}
structure S66 with [M] {}
structure S67 with [M] {}
structure S68 with [M] {}
structure S69 with [M] {}
structure S70 with [M] {}
structure S71 with [M] {}
structure S72 with [M] {}
structure S73 with [M] {}
structure S74 with [M] {}
structure S75 with [M] {}
structure S76 with [M] {}
structure S77 with [M] {}
structure S78 with [M] {}
structure S79 with [M] {}
structure S80 with [M] {}
structure S81 with [M] {}
structure S82 with [M] {}
structure S83 with [M] {}
structure S84 with [M] {}
structure S85 with [M] {}
structure S86 with [M] {}
structure S87 with [M] {}
structure S88 with [M] {}
structure S89 with [M] {}
structure S90 with [M] {}
structure S91 with [M] {}
structure S92 with [M] {}
structure S93 with [M] {}
structure S94 with [M] {}
structure S95 with [M] {}
structure S96 with [M] {}
structure S97 with [M] {}
structure S98 with [M] {}
structure S99 with [M] {}
structure S100 with [M] {}
structure S101 with [M] {}
structure S102 with [M] {}
structure S103 with [M] {}
structure S104 with [M] {}
structure S105 with [M] {}
structure S106 with [M] {}
structure S107 with [M] {}
structure S108 with [M] {}
structure S109 with [M] {}
structure S110 with [M] {}
structure S111 with [M] {}
structure S112 with [M] {}
structure S113 with [M] {}
structure S114 with [M] {}
structure S115 with [M] {}
structure S116 with [M] {}
structure S117 with [M] {}
structure S118 with [M] {}
structure S119 with [M] {}
structure S120 with [M] {}
structure S121 with [M] {}
structure S122 with [M] {}
structure S123 with [M] {}
structure S124 with [M] {}
structure S125 with [M] {}
structure S126 with [M] {}
structure S127 with [M] {}
structure S128 with [M] {}
structure S129 with [M] {}
structure S130 with [M] {}
structure S131 with [M] {}
structure S132 with [M] {}
structure S133 with [M] {}
structure S134 with [M] {}
structure S135 with [M] {}
structure S136 with [M] {}
structure S137 with [M] {}
structure S138 with [M] {}
structure S139 with [M] {}
structure S140 with [M] {}
structure S141 with [M] {}
structure S142 with [M] {}
structure S143 with [M] {}
structure S144 with [M] {}
structure S145 with [M] {}
structure S146 with [M] {}
structure S147 with [M] {}
structure S148 with [M] {}
structure S149 with [M] {}
structure S150 with [M] {}
structure S151 with [M] {}
structure S152 with [M] {}
structure S153 with [M] {}
structure S154 with [M] {}
structure S155 with [M] {}
structure S156 with [M] {}
structure S157 with [M] {}
structure S158 with [M] {}
structure S159 with [M] {}
structure S160 with [M] {}
structure S161 with [M] {}
structure S162 with [M] {}
structure S163 with [M] {}
structure S164 with [M] {}
structure S165 with [M] {}
structure S166 with [M] {}
structure S167 with [M] {}
structure S168 with [M] {}
structure S169 with [M] {}
structure S170 with [M] {}
structure S171 with [M] {}
structure S172 with [M] {}
structure S173 with [M] {}
structure S174 with [M] {}
structure S175 with [M] {}
structure S176 with [M] {}
structure S177 with [M] {}
structure S178 with [M] {}
structure S179 with [M] {}
structure S180 with [M] {}
structure S181 with [M] {}
structure S182 with [M] {}
structure S183 with [M] {}
structure S184 with [M] {}
structure S185 with [M] {}
structure S186 with [M] {}
structure S187 with [M] {}
structure S188 with [M] {}
structure S189 with [M] {}
structure S190 with [M] {}
structure S191 with [M] {}
structure S192 with [M] {}
structure S193 with [M] {}
structure S194 with [M] {}
structure S195 with [M] {}
structure S196 with [M] {}
structure S197 with [M] {}
structure S198 with [M] {}
structure S199 with [M] {}
structure S200 with [M] {}
structure S201 with [M] {}
structure S202 with [M] {}
structure S203 with [M] {}
structure S204 with [M] {}
structure S205 with [M] {}
structure S206 with [M] {}
structure S207 with [M] {}
structure S208 with [M] {}
structure S209 with [M] {}
structure S210 with [M] {}
structure S211 with [M] {}
structure S212 with [M] {}
structure S213 with [M] {}
structure S214 with [M] {}
structure S215 with [M] {}
structure S216 with [M] {}
structure S217 with [M] {}
structure S218 with [M] {}
structure S219 with [M] {}
structure S220 with [M] {}
structure S221 with [M] {}
structure S222 with [M] {}
structure S223 with [M] {}
structure S224 with [M] {}
structure S225 with [M] {}
structure S226 with [M] {}
structure S227 with [M] {}
structure S228 with [M] {}
structure S229 with [M] {}
structure S230 with [M] {}
structure S231 with [M] {}
structure S232 with [M] {}
structure S233 with [M] {}
structure S234 with [M] {}
structure S235 with [M] {}
structure S236 with [M] {}
structure S237 with [M] {}
structure S238 with [M] {}
structure S239 with [M] {}
structure S240 with [M] {}
structure S241 with [M] {}
structure S242 with [M] {}
structure S243 with [M] {}
structure S244 with [M] {}
structure S245 with [M] {}
structure S246 with [M] {}
structure S247 with [M] {}
structure S248 with [M] {}
structure S249 with [M] {}
structure S250 with [M] {}
structure S251 with [M] {}
structure S252 with [M] {}
structure S253 with [M] {}
structure S254 with [M] {}
structure S255 with [M] {}
structure S256 with [M] {}
structure S257 with [M] {}
structure S258 with [M] {}
structure S259 with [M] {}
structure S260 with [M] {}
structure S261 with [M] {}
structure S262 with [M] {}
structure S263 with [M] {}
structure S264 with [M] {}
structure S265 with [M] {}
structure S266 with [M] {}
structure S267 with [M] {}
structure S268 with [M] {}
structure S269 with [M] {}
structure S270 with [M] {}
structure S271 with [M] {}
structure S272 with [M] {}
structure S273 with [M] {}
structure S274 with [M] {}
structure S275 with [M] {}
structure S276 with [M] {}
structure S277 with [M] {}
structure S278 with [M] {}
structure S279 with [M] {}
structure S280 with [M] {}
structure S281 with [M] {}
structure S282 with [M] {}
structure S283 with [M] {}
structure S284 with [M] {}
structure S285 with [M] {}
structure S286 with [M] {}
structure S287 with [M] {}
structure S288 with [M] {}
structure S289 with [M] {}
structure S290 with [M] {}
structure S291 with [M] {}
structure S292 with [M] {}
structure S293 with [M] {}
structure S294 with [M] {}
structure S295 with [M] {}
structure S296 with [M] {}
structure S297 with [M] {}
structure S298 with [M] {}
structure S299 with [M] {}
structure S300 with [M] {}
structure S301 with [M] {}
structure S302 with [M] {}
structure S303 with [M] {}
structure S304 with [M] {}
structure S305 with [M] {}
structure S306 with [M] {}
structure S307 with [M] {}
structure S308 with [M] {}
structure S309 with [M] {}
structure S310 with [M] {}
structure S311 with [M] {}
structure S312 with [M] {}
structure S313 with [M] {}
structure S314 with [M] {}
structure S315 with [M] {}
structure S316 with [M] {}
structure S317 with [M] {}
structure S318 with [M] {}
structure S319 with [M] {}
structure S320 with [M] {}
structure S321 with [M] {}
structure S322 with [M] {}
structure S323 with [M] {}
structure S324 with [M] {}
structure S325 with [M] {}
structure S326 with [M] {}
structure S327 with [M] {}
structure S328 with [M] {}
structure S329 with [M] {}
structure S330 with [M] {}
structure S331 with [M] {}
structure S332 with [M] {}
structure S333 with [M] {}
structure S334 with [M] {}
structure S335 with [M] {}
structure S336 with [M] {}
structure S337 with [M] {}
structure S338 with [M] {}
structure S339 with [M] {}
structure S340 with [M] {}
structure S341 with [M] {}
structure S342 with [M] {}
structure S343 with [M] {}
structure S344 with [M] {}
structure S345 with [M] {}
structure S346 with [M] {}
structure S347 with [M] {}
structure S348 with [M] {}
structure S349 with [M] {}
structure S350 with [M] {}
structure S351 with [M] {}
structure S352 with [M] {}
structure S353 with [M] {}
structure S354 with [M] {}
structure S355 with [M] {}
structure S356 with [M] {}
structure S357 with [M] {}
structure S358 with [M] {}
structure S359 with [M] {}
structure S360 with [M] {}
structure S361 with [M] {}
structure S362 with [M] {}
structure S363 with [M] {}
structure S364 with [M] {}
structure S365 with [M] {}
structure S366 with [M] {}
structure S367 with [M] {}
structure S368 with [M] {}
structure S369 with [M] {}
structure S370 with [M] {}
structure S371 with [M] {}
structure S372 with [M] {}
structure S373 with [M] {}
structure S374 with [M] {}
structure S375 with [M] {}
structure S376 with [M] {}
structure S377 with [M] {}
structure S378 with [M] {}
structure S379 with [M] {}
structure S380 with [M] {}
structure S381 with [M] {}
structure S382 with [M] {}
structure S383 with [M] {}
structure S384 with [M] {}
structure S385 with [M] {}
structure S386 with [M] {}
structure S387 with [M] {}
structure S388 with [M] {}
structure S389 with [M] {}
structure S390 with [M] {}
structure S391 with [M] {}
structure S392 with [M] {}
structure S393 with [M] {}
structure S394 with [M] {}
structure S395 with [M] {}
structure S396 with [M] {}
structure S397 with [M] {}
structure S398 with [M] {}
structure S399 with [M] {}
structure S400 with [M] {}
structure S401 with [M] {}
structure S402 with [M] {}
structure S403 with [M] {}
structure S404 with [M] {}
structure S405 with [M] {}
structure S406 with [M] {}
structure S407 with [M] {}
structure S408 with [M] {}
structure S409 with [M] {}
structure S410 with [M] {}
structure S411 with [M] {}
structure S412 with [M] {}
structure S413 with [M] {}
structure S414 with [M] {}
structure S415 with [M] {}
structure S416 with [M] {}
structure S417 with [M] {}
structure S418 with [M] {}
structure S419 with [M] {}
structure S420 with [M] {}
structure S421 with [M] {}
structure S422 with [M] {}
structure S423 with [M] {}
structure S424 with [M] {}
structure S425 with [M] {}
structure S426 with [M] {}
structure S427 with [M] {}
structure S428 with [M] {}
structure S429 with [M] {}
structure S430 with [M] {}
structure S431 with [M] {}
structure S432 with [M] {}
structure S433 with [M] {}
structure S434 with [M] {}
structure S435 with [M] {}
structure S436 with [M] {}
structure S437 with [M] {}
structure S438 with [M] {}
structure S439 with [M] {}
structure S440 with [M] {}
structure S441 with [M] {}
structure S442 with [M] {}
structure S443 with [M] {}
structure S444 with [M] {}
structure S445 with [M] {}
structure S446 with [M] {}
structure S447 with [M] {}
structure S448 with [M] {}
structure S449 with [M] {}
structure S450 with [M] {}
structure S451 with [M] {}
structure S452 with [M] {}
structure S453 with [M] {}
structure S454 with [M] {}
structure S455 with [M] {}
structure S456 with [M] {}
structure S457 with [M] {}
structure S458 with [M] {}
structure S459 with [M] {}
structure S460 with [M] {}
structure S461 with [M] {}
structure S462 with [M] {}
structure S463 with [M] {}
structure S464 with [M] {}
structure S465 with [M] {}
structure S466 with [M] {}
structure S467 with [M] {}
structure S468 with [M] {}
structure S469 with [M] {}
structure S470 with [M] {}
structure S471 with [M] {}
structure S472 with [M] {}
structure S473 with [M] {}
structure S474 with [M] {}
structure S475 with [M] {}
structure S476 with [M] {}
structure S477 with [M] {}
structure S478 with [M] {}
structure S479 with [M] {}
structure S480 with [M] {}
structure S481 with [M] {}
structure S482 with [M] {}
structure S483 with [M] {}
structure S484 with [M] {}
structure S485 with [M] {}
structure S486 with [M] {}
structure S487 with [M] {}
structure S488 with [M] {}
structure S489 with [M] {}
structure S490 with [M] {}
structure S491 with [M] {}
structure S492 with [M] {}
structure S493 with [M] {}
structure S494 with [M] {}
structure S495 with [M] {}
structure S496 with [M] {}
structure S497 with [M] {}
structure S498 with [M] {}
structure S499 with [M] {}
structure S500 with [M] {}
structure S501 with [M] {}
structure S502 with [M] {}
structure S503 with [M] {}
structure S504 with [M] {}
structure S505 with [M] {}
structure S506 with [M] {}
structure S507 with [M] {}
structure S508 with [M] {}
structure S509 with [M] {}
